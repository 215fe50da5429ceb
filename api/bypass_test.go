package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/number"
	"github.com/zhihui-renda/renda/models"
)

// TestTheNumbersOfAnOrganAreItsOwn: the list names cases.
func TestTheNumbersOfAnOrganAreItsOwn(t *testing.T) {
	d := newDesk(t)
	const path = "/api/v1/number-series/npc-letter/numbers"
	require.NotNil(t, get[number.List[models.Number]](d, "registrar", path).Items)
	require.NotNil(t, get[number.List[models.Number]](d, "drafter", path).Items)
	d.send("water_handler", http.MethodGet, path, nil).refused(http.StatusForbidden, "OTHER_ORGAN")
}
