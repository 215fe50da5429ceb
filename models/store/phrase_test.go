package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models"
)

// words are those of phrases, in order.
func words(phrases []models.Phrase) string {
	var out []string
	for _, p := range phrases {
		out = append(out, p.Words)
	}
	return strings.Join(out, " ")
}

func TestPhrasesAreOnesOwnAndThoseOfTheOrgan(t *testing.T) {
	inCounty(t, func(t *county) {
		registrar, water := t.person("registrar", models.RoleRegistrar, "npc-docs"), t.person("water", models.RoleUnitHandler, "water")
		organs := []string{t.units["npc"]}
		keep := func(person, organ, text string) models.Phrase {
			p, err := t.CreatePhrase(t.ctx, models.Phrase{PersonID: person, Organ: organ, Words: text, CreatedBy: registrar, CreatedAt: t.now})
			require.NoError(t, err)
			return p
		}
		mine := keep(registrar, "", "  请办公室阅处。 ")
		shared := keep("", t.units["npc"], "同意。")
		keep(water, "", "已办理。")
		list, err := t.Phrases(t.ctx, registrar, organs)
		require.NoError(t, err)
		require.Equal(t, "请办公室阅处。 同意。", words(list))
		list, err = t.Phrases(t.ctx, water, []string{t.units["water"], t.units["gov"]})
		require.NoError(t, err)
		require.Equal(t, "已办理。", words(list))

		for range 2 {
			require.NoError(t, t.UsePhrase(t.ctx, shared.ID, registrar, t.now))
		}
		require.NoError(t, t.UsePhrase(t.ctx, mine.ID, registrar, t.now.Add(time.Minute)))
		list, err = t.Phrases(t.ctx, registrar, organs)
		require.NoError(t, err)
		require.Equal(t, "同意。 请办公室阅处。", words(list), "the most used first")
		require.Equal(t, 2, list[0].Uses)

		_, err = t.Phrase(t.ctx, mine.ID, water, nil)
		requireCode(t, "PHRASE_NOT_FOUND", err)
		mine.Words = "请阅。"
		_, err = t.ChangePhrase(t.ctx, mine)
		require.NoError(t, err)
		require.NoError(t, t.RemovePhrase(t.ctx, shared.ID))
		require.NoError(t, t.RemovePhrase(t.ctx, shared.ID))
		list, err = t.Phrases(t.ctx, registrar, organs)
		require.NoError(t, err)
		require.Equal(t, "请阅。", words(list))
	})
}

func TestAPhraseIsRefusedEmptyTwiceOrTooMany(t *testing.T) {
	inCounty(t, func(t *county) {
		person := t.person("registrar", models.RoleRegistrar, "npc-docs")
		p := models.Phrase{PersonID: person, CreatedBy: person, CreatedAt: t.now}
		for text, code := range map[string]string{" ": "PHRASE_LENGTH", strings.Repeat("字", 201): "PHRASE_LENGTH"} {
			p.Words = text
			_, err := t.CreatePhrase(t.ctx, p)
			requireCode(t, code, err)
		}
		for i := range 100 {
			p.Words = fmt.Sprint(i)
			_, err := t.CreatePhrase(t.ctx, p)
			require.NoError(t, err)
		}
		p.Words = "再一条"
		_, err := t.CreatePhrase(t.ctx, p)
		requireCode(t, "PHRASE_TOO_MANY", err)
		list, err := t.Phrases(t.ctx, person, nil)
		require.NoError(t, err)
		require.NoError(t, t.RemovePhrase(t.ctx, list[0].ID))
		p.Words = list[1].Words
		_, err = t.CreatePhrase(t.ctx, p)
		requireCode(t, "PHRASE_EXISTS", err)
	})
}
