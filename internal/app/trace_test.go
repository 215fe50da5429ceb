package app

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel"

	"github.com/zhihui-renda/renda/internal/config"
)

func TestTracesReachTheCollectorWhenOneIsSet(t *testing.T) {
	paths := make(chan string, 8)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { paths <- r.URL.Path }))
	defer collector.Close()

	off, flush, err := startTracing(t.Context(), config.Config{}, "test")
	require.NoError(t, err)
	require.Nil(t, off)
	require.NoError(t, flush(t.Context()))

	on, flush, err := startTracing(t.Context(), config.Config{OTLPEndpoint: collector.URL + "/"}, "test")
	require.NoError(t, err)
	require.NotNil(t, on)
	_, span := otel.Tracer("test").Start(t.Context(), "act")
	span.End()
	require.NoError(t, flush(t.Context()))
	require.Equal(t, "/v1/traces", <-paths)
}
