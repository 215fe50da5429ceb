package app_test

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/activities"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

func TestAnArchivedCaseIsABundleHoweverOftenItIsMade(t *testing.T) {
	c := newCounty(t)
	c.tell()
	effects := &activities.Effects{Record: c.Store}
	in := contract.EffectInput{CaseID: c.id, Effect: process.EffectAt{ID: c.id + "-99", Kind: process.EffectArchive}}
	first, err := effects.Archive(t.Context(), in)
	require.NoError(t, err)
	second, err := effects.Archive(t.Context(), in)
	require.NoError(t, err)
	require.Equal(t, first, second)
	require.Empty(t, first.Failed)

	text, err := c.Store.Content(t.Context(), first.Data["bundle"])
	require.NoError(t, err)
	var bundle store.Bundle
	require.NoError(t, json.Unmarshal(text, &bundle))
	require.Equal(t, c.id, bundle.Case.ID)
	require.Equal(t, first.Data["events"], strconv.Itoa(len(bundle.Events)))
	require.Equal(t, bundle.Case.Seq, bundle.Events[len(bundle.Events)-1].Seq, "the whole ledger")
	require.Len(t, bundle.Opinions, 3)
	require.NotEmpty(t, bundle.Tasks)
	require.Len(t, bundle.Texts, 1)
	var table process.Definition
	require.NoError(t, json.Unmarshal(bundle.Definition, &table))
	require.Equal(t, "document.receive", table.Key)

	in.CaseID = "01JD0000000000000000000009"
	_, err = effects.Archive(t.Context(), in)
	require.Equal(t, fault.NotFound, fault.KindOf(err))
}

func TestADispatchThatCannotArriveIsSaid(t *testing.T) {
	c := newCounty(t)
	effects := &activities.Effects{Record: c.Store}
	in := contract.EffectInput{CaseID: c.id, Effect: process.EffectAt{ID: c.id + "-99", Kind: process.EffectDispatch}}
	nobody, err := c.Store.CreateUnit(t.Context(), models.Unit{
		Name: "新设的局", ShortName: "新局", Code: "new-bureau", Kind: models.UnitBureau, Organ: true, OpenedAt: time.Now(),
	}, models.By{PersonID: "operator", At: time.Now()})
	require.NoError(t, err)
	for i, unit := range []string{c.unit("water"), nobody.ID, ""} {
		require.NoError(t, c.Store.DB(t.Context()).Create(&models.Delivery{
			ID: c.id + "-9-" + strconv.Itoa(i), CaseID: c.id, Unit: unit, Name: "某人", SentAt: time.Now(),
		}).Error)
	}
	for range 2 {
		result, err := effects.Dispatch(t.Context(), in)
		require.NoError(t, err)
		require.Equal(t, "2", result.Data["inside"])
		require.Contains(t, result.Failed, "新设的局")
		require.NotContains(t, result.Failed, "水利")
	}
}
