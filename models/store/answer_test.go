package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models/store"
)

func TestAKeyIsGoodForOneRequestAndOneAnswer(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		now := begin
		a := store.Answers{Store: s, Now: func() time.Time { return now }}
		ctx := t.Context()
		begin := func(person, key, digest, want string) []byte {
			t.Helper()
			kept, err := a.Begin(ctx, person, key, digest)
			if want == "" {
				require.NoError(t, err)
				return kept
			}
			require.True(t, fault.Is(err, fault.Conflict))
			require.Equal(t, want, fault.From(err).Code)
			return nil
		}
		require.Nil(t, begin("a", "key", "one", ""))
		begin("a", "key", "one", "IDEMPOTENCY_KEY_BUSY")
		begin("a", "key", "two", "IDEMPOTENCY_KEY_REUSED")
		require.Nil(t, begin("b", "key", "two", ""), "a key is a person's own")

		require.NoError(t, a.Finish(ctx, "a", "key", []byte(`{"n":1}`)))
		require.JSONEq(t, `{"n":1}`, string(begin("a", "key", "one", "")))
		require.NoError(t, a.Abandon(ctx, "a", "key"))
		require.JSONEq(t, `{"n":1}`, string(begin("a", "key", "one", "")), "what was answered stays")

		require.NoError(t, a.Abandon(ctx, "b", "key"))
		require.Nil(t, begin("b", "key", "three", ""), "a failed request frees its key")
		now = now.Add(2 * time.Minute)
		require.Nil(t, begin("b", "key", "three", ""), "so does one whose process died")

		gone, err := s.PurgeAnswers(ctx, now)
		require.NoError(t, err)
		require.EqualValues(t, 1, gone)
		require.Nil(t, begin("a", "key", "two", ""))
	})
}
