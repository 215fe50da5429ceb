package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

func TestAChangeOfTheOrganisationCountsAtOnceByWhateverWayItComes(t *testing.T) {
	inCounty(t, func(t *county) {
		id := t.person("clerk", models.RoleClerkIn, "npc-docs")
		post := process.Post{Role: models.RoleClerkIn, Unit: t.units["npc"]}
		now := func() (holds, open bool) {
			holders, err := t.Holders(t.ctx, []process.Post{post}, t.now)
			require.NoError(t, err)
			units, err := t.OpenUnits(t.ctx, []string{t.units["npc-docs"]})
			require.NoError(t, err)
			return len(holders[post]) == 1, units[t.units["npc-docs"]]
		}
		for _, change := range []struct {
			statement   string
			args        []any
			holds, open bool
		}{
			{"UPDATE people SET left_at = ? WHERE id = ?", []any{t.now, id}, false, true},
			{"UPDATE people SET left_at = NULL WHERE id = ?", []any{id}, true, true},
			{"UPDATE posts SET until_at = ? WHERE person_id = ?", []any{t.now, id}, false, true},
			{"UPDATE posts SET until_at = NULL WHERE person_id = ?", []any{id}, true, true},
			{"UPDATE units SET closed_at = ? WHERE id = ?", []any{t.now, t.units["npc-docs"]}, true, false},
			{"DELETE FROM unit_scopes WHERE scope_id = ?", []any{t.units["npc"]}, false, false},
		} {
			require.NoError(t, t.DB(t.ctx).Exec(change.statement, change.args...).Error)
			holds, open := now()
			require.Equal(t, []bool{change.holds, change.open}, []bool{holds, open}, change.statement)
		}
	})
}

func TestAChangeThatIsUndoneIsForgotten(t *testing.T) {
	inCounty(t, func(t *county) {
		first, second := t.person("first", models.RoleClerkIn, "npc-docs"), t.person("second", models.RoleClerkIn, "npc-docs")
		leave := func(s *store.Store, id string) {
			require.NoError(t, s.DB(t.ctx).Exec("UPDATE people SET left_at = ? WHERE id = ?", t.now, id).Error)
			_, err := s.PersonFor(t.ctx, id, t.now)
			requireCode(t, "PERSON_NOT_ACTIVE", err)
		}
		require.ErrorIs(t, t.Tx(t.ctx, func(tx *store.Store) error {
			leave(tx, first)
			return errUndo
		}), errUndo)
		leave(t.Store, second) // the same number of changes, others
		_, err := t.PersonFor(t.ctx, first, t.now)
		require.NoError(t, err)
	})
}
