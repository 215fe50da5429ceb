package wire_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/temporal"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/fault/wire"
)

// across sends an error through Temporal's failure converter and back.
func across(t *testing.T, err error) error {
	t.Helper()
	c := temporal.GetDefaultFailureConverter()
	return c.FailureToError(c.ErrorToFailure(err))
}

func TestAFaultArrivesAsItWas(t *testing.T) {
	for _, kind := range []fault.Kind{
		fault.Invalid, fault.Denied, fault.NotFound, fault.Conflict, fault.TooLarge, fault.Unavailable, fault.Internal,
	} {
		sent := fault.New(kind, "SOME_CODE", "详情").At("form.lead").With("by", "p1").Because(errors.New("a secret of the database"))
		err := across(t, wire.Out(fmt.Errorf("commit: %w", sent)))
		require.NotContains(t, err.Error(), "secret")

		app, ok := errors.AsType[*temporal.ApplicationError](err)
		require.True(t, ok)
		require.Equal(t, string(kind), app.Type())
		require.Equal(t, kind != fault.Internal && kind != fault.Unavailable, app.NonRetryable())

		got := wire.In(err)
		require.Equal(t, []any{kind, "SOME_CODE", "详情", "form.lead", "p1"}, []any{got.Kind, got.Code, got.Detail, got.Field, got.Args["by"]})
		again := wire.In(across(t, wire.Out(got)))
		require.Equal(t, got.Code, again.Code, "a handler passes on what an activity returned")
	}
}

func TestWhatIsNoFaultIsOurs(t *testing.T) {
	require.NoError(t, wire.Out(nil))
	require.Equal(t, fault.Internal, wire.In(across(t, wire.Out(errors.New("boom")))).Kind)
	require.Equal(t, fault.Internal, wire.In(across(t, errors.New("boom"))).Kind)
	require.Equal(t, fault.Internal, wire.In(temporal.NewApplicationError("other", "OtherType")).Kind)
}

func TestATimeOutMayBeTriedAgain(t *testing.T) {
	err := across(t, temporal.NewTimeoutError(enumspb.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE, nil))
	require.Equal(t, fault.Unavailable, wire.In(err).Kind)
	err = across(t, wire.Out(fmt.Errorf("commit: %w", context.DeadlineExceeded)))
	require.Equal(t, fault.Unavailable, wire.In(err).Kind)
}
