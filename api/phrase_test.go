package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/phrase"
)

func TestSharedPhrasesAreKeptByTheOfficeAndUsedByAll(t *testing.T) {
	d := newDesk(t)
	organ := get[phrase.Phrases](d, "registrar", "/api/v1/phrases").ShareIn
	require.Len(t, organ, 1, "the organ, and not the offices in it")
	kept := into[phrase.Phrase](d.send("registrar", http.MethodPost, "/api/v1/phrases", map[string]any{"words": "请办公室阅处。", "organ": organ[0].ID}).ok())
	require.True(t, kept.Shared && kept.MayChange)

	seen := get[phrase.Phrases](d, "drafter", "/api/v1/phrases")
	require.Empty(t, seen.ShareIn)
	mine := func(username string) phrase.Phrase {
		for _, p := range get[phrase.Phrases](d, username, "/api/v1/phrases").Items {
			if p.ID == kept.ID {
				return p
			}
		}
		t.Fatalf("%s does not see it", username)
		return phrase.Phrase{}
	}
	require.False(t, mine("drafter").MayChange)
	path := "/api/v1/phrases/" + kept.ID
	changed := into[phrase.Phrase](d.send("office_head", http.MethodPatch, path, map[string]any{"words": "请办公室办理。"}).ok())
	require.Equal(t, "请办公室办理。", changed.Words, "by whoever looks after them")
	d.send("drafter", http.MethodDelete, path, nil).refused(http.StatusForbidden, "PHRASE_NOT_YOURS")
	d.send("drafter", http.MethodPost, "/api/v1/phrases", map[string]any{"words": "同意", "organ": organ[0].ID}).refused(http.StatusForbidden, "PHRASE_NOT_YOURS")

	require.Empty(t, get[phrase.Phrases](d, "water_handler", "/api/v1/phrases").Items, "another organ's")
	d.send("water_handler", http.MethodPost, path+"/uses", nil).refused(http.StatusNotFound, "PHRASE_NOT_FOUND")
	d.send("drafter", http.MethodPost, path+"/uses", nil).ok()
	require.Equal(t, 1, mine("drafter").Uses)
	require.Equal(t, kept.ID, get[phrase.Phrases](d, "drafter", "/api/v1/phrases").Items[0].ID, "what one uses stands first")
	require.Zero(t, mine("registrar").Uses, "each counts his own")
}
