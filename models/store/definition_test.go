package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// twoSteps is a table with a way through.
func twoSteps(version int) process.Definition {
	to := func(target process.Target) map[process.Outcome]process.Target {
		return map[process.Outcome]process.Target{process.OutcomeApprove: target}
	}
	actor := []process.Actor{{Kind: process.ActorInitiator}}
	return process.Definition{Key: "test.two", Title: "两步", Version: version, Steps: []process.Step{
		{Key: "first", Title: "一", Actors: actor, Mode: process.One, Next: to("second")},
		{Key: "second", Title: "二", Actors: actor, Mode: process.One, Next: to("end:completed")},
	}}
}

func TestAnOrganMayHaveATableOfItsOwn(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		by := models.By{PersonID: "p1", At: begin}
		organ, err := s.CreateUnit(t.Context(), models.Unit{Name: "县人大常委会", ShortName: "县人大", Code: "qc-rd", Organ: true, Kind: models.UnitCongress, OpenedAt: begin}, by)
		require.NoError(t, err)
		tables, err := store.NewTables(s, []process.Definition{twoSteps(1)})
		require.NoError(t, err)

		shipped, err := tables.Definition(t.Context(), "test.two", organ.ID)
		require.NoError(t, err)
		require.Equal(t, 1, shipped.Version)

		own := twoSteps(2)
		own.Steps[0].Title = "起草"
		require.NoError(t, tables.SetDefinition(t.Context(), organ.ID, own, by))
		got, err := tables.Definition(t.Context(), "test.two", organ.ID)
		require.NoError(t, err)
		require.Equal(t, own, got)
		others, err := tables.Definition(t.Context(), "test.two", "another organ")
		require.NoError(t, err)
		require.Equal(t, "一", others.Steps[0].Title)

		require.Equal(t, "OLD_DEFINITION", fault.From(tables.SetDefinition(t.Context(), organ.ID, own, by)).Code)
		bad := twoSteps(3)
		bad.Steps[1].Next = nil
		require.Equal(t, "BAD_DEFINITION", fault.From(tables.SetDefinition(t.Context(), organ.ID, bad, by)).Code)
		_, err = tables.Definition(t.Context(), "test.three", organ.ID)
		require.Equal(t, "NO_PROCESS", fault.From(err).Code)
	})
}

func TestAnOrganGoesBackToTheShippedTable(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), newOffice(t, s)
		by := models.By{PersonID: "p1", At: begin}
		shipped, err := o.Definitions.Definition(ctx, "test.issue", "")
		require.NoError(t, err)
		tables, err := store.NewTables(s, []process.Definition{shipped})
		require.NoError(t, err)
		o.Definitions = tables
		require.NoError(t, tables.ResetDefinition(ctx, "test.issue", "organ", by), "there is nothing to go back from")

		o.open("test.issue", "drafter", "通用流程的一件")
		own := shipped
		own.Version, own.Title = shipped.Version+1, "自定流程"
		require.NoError(t, tables.SetDefinition(ctx, "organ", own, by))
		o.open("test.issue", "drafter", "自定流程的一件")
		o.open("test.issue", "drafter", "自定流程的又一件")
		uses, err := tables.Use(ctx, "test.issue", "organ")
		require.NoError(t, err)
		require.Equal(t, []models.TableUse{
			{Version: own.Version, Own: true, Cases: 2}, {Version: shipped.Version, Cases: 1},
		}, uses)

		require.NoError(t, tables.ResetDefinition(ctx, "test.issue", "organ", by))
		require.NoError(t, tables.ResetDefinition(ctx, "test.issue", "organ", by), "twice is once")
		now, err := tables.Definition(ctx, "test.issue", "organ")
		require.NoError(t, err)
		require.Equal(t, shipped.Title, now.Title)
		versions, err := tables.Versions(ctx, "test.issue", "organ")
		require.NoError(t, err)
		require.Len(t, versions, 2)
		require.True(t, versions[0].Reset)
		require.Equal(t, own.Version, versions[1].Version)
		kept, err := tables.Version(ctx, "test.issue", "organ", own.Version)
		require.NoError(t, err)
		require.Equal(t, own, kept)
		_, err = tables.Version(ctx, "test.issue", "organ", own.Version+1)
		require.Equal(t, "NO_TABLE", fault.From(err).Code, "going back is no table")
		require.Equal(t, "OLD_DEFINITION", fault.From(tables.SetDefinition(ctx, "organ", own, by)).Code)
		own.Version += 2
		require.NoError(t, tables.SetDefinition(ctx, "organ", own, by))
	})
}

func TestAShippedTableWithAFlawIsNoticedAtStart(t *testing.T) {
	bad := twoSteps(1)
	bad.Steps[0].Next["approve"] = "nowhere"
	_, err := store.NewTables(nil, []process.Definition{bad})
	require.Error(t, err)
}
