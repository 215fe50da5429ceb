package document_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/document"
)

// law is a row of the regulation as ../shared/domain.md tells it: its step, our
// step, and for each record it asks for the field that holds it ("" where the
// task, the opinion, the clock or the noun itself is the record).
type law struct {
	theirs string
	ours   string
	record map[string]string
}

var receiving = []law{
	{"SIGN_FOR", "sign_for", map[string]string{"signer": "", "signed_for_at": "", "count": "count", "channel": "channel"}},
	{"REGISTER_IN", "register", map[string]string{"收文号": "receipt_series", "来文单位": "", "来文字号": "", "紧急程度": "", "密级=无": ""}},
	{"FIRST_CHECK", "first_check", map[string]string{"result per point": "check_ours"}},
	{"PROPOSE", "propose", map[string]string{"拟办意见": "", "proposer, time": "", "lead/assist units": "lead_unit", "deadline": "deadline"}},
	{"INSTRUCT", "instruct", map[string]string{"批示": "", "name, date": ""}},
	{"CIRCULATE", "circulate", map[string]string{"per reader": ""}},
	{"HANDLE", "handle", map[string]string{"handler, action": "", "result": "result"}},
	{"ANSWER", "answer", map[string]string{"reply document no.": "reply_doc_no", "date": "reply_date"}},
	{"CLOSE", "close", nil},
	{"ARCHIVE", "archive", nil},
}

var issuing = []law{
	{"DRAFT", "draft", map[string]string{"拟稿人": "", "依据": "", "拟主送/抄送": "", "公开属性": "", "紧急程度": ""}},
	{"UNIT_REVIEW", "unit_review", map[string]string{"opinion, time": ""}},
	{"COUNTERSIGN", "countersign", map[string]string{"each signer's opinion": ""}},
	{"OFFICE_REVIEW", "office_review", map[string]string{"checklist result per item": "checklist", "opinion": ""}},
	{"ISSUE", "sign", map[string]string{"signed opinion, name": ""}},
	{"RECHECK", "recheck", map[string]string{"有/无实质性修改": ""}},
	{"REGISTER_OUT", "number", map[string]string{"number": "doc_series", "scope": "scope", "copies": "copies"}},
	{"PRINT", "print", map[string]string{"proof-reader": "proof_reader", "printer": "printer", "copies": "printed_copies"}},
	{"SEAL", "seal", map[string]string{"用印人": "", "seal id": "seal_id"}},
	{"DISPATCH", "dispatch", map[string]string{"per recipient": process.FieldInside, "method": process.FieldOutside}},
	{"ARCHIVE", "archive", map[string]string{
		"全宗号": "fonds", "年度": "archive_year", "保管期限": "retention", "机构/问题": "archive_category", "件号": "item_no",
	}},
}

// section returns the lines of domain.md from a heading to the next.
func section(t *testing.T, heading string) []string {
	t.Helper()
	data, err := os.ReadFile(testkit.Shared(t, "domain.md"))
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(data), heading)
	require.True(t, found, heading)
	text, _, _ := strings.Cut(rest, "\n### ")
	return strings.Split(text, "\n")
}

func TestTheTablesSayWhatTheRegulationSays(t *testing.T) {
	for heading, test := range map[string]struct {
		def  process.Definition
		rows []law
	}{
		"### 1.5 收文": {document.Receive(), receiving},
		"### 1.4 发文": {document.Issue(), issuing},
	} {
		lines := section(t, heading)
		steps := map[string]bool{}
		for _, row := range test.rows {
			line := ""
			for _, candidate := range lines {
				if strings.Contains(candidate, "`"+row.theirs+"`") {
					line = candidate
				}
			}
			require.NotEmpty(t, line, "domain.md has no step %s", row.theirs)
			step := test.def.Step(row.ours)
			require.NotNil(t, step, "%s has no step %s", test.def.Key, row.ours)
			require.NotEmpty(t, step.Basis, "%s: no article", row.ours)
			for word, field := range row.record {
				require.Contains(t, line, word, "%s: domain.md does not ask for that record", row.theirs)
				if field != "" {
					require.True(t, hasField(step, field), "%s has no field %s for %s", row.ours, field, word)
				}
			}
			steps[row.ours] = true
		}
		for _, step := range test.def.Steps {
			require.True(t, steps[step.Key], "step %s stands on no row of domain.md", step.Key)
		}
	}
}

func hasField(step *process.Step, key string) bool {
	for _, field := range step.Form {
		if field.Key == key {
			return true
		}
	}
	return false
}

func TestReturnCodesAreThoseOfTheRegulation(t *testing.T) {
	text := strings.Join(section(t, "### 1.6 Return codes"), "\n")
	receive := document.Receive()
	step := receive.Step("first_check")
	var options []process.Option
	for _, field := range step.Form {
		if field.Key == "return_codes" {
			options = field.Options
		}
	}
	codes := models.ReturnCodes()
	require.Len(t, options, len(codes))
	for i, option := range options {
		require.Contains(t, text, "`"+option.Value+"`")
		require.Equal(t, codes[i].Code, option.Value, "the table and the noun keep one list")
		require.Equal(t, codes[i].Label, option.Label)
	}
}

func TestEveryOutcomeHasAWordForItsButton(t *testing.T) {
	for _, def := range document.Definitions() {
		for _, step := range def.Steps {
			for outcome := range step.Next {
				require.NotEmpty(t, step.Labels[outcome], "%s %s %s", def.Key, step.Key, outcome)
			}
			require.Len(t, step.Labels, len(step.Next), "%s %s", def.Key, step.Key)
		}
	}
}

func TestEveryRoleIsOneThatPeopleCanHold(t *testing.T) {
	for _, def := range document.Definitions() {
		for _, step := range def.Steps {
			for _, actor := range step.Actors {
				require.True(t, actor.Role == "" || models.RoleTitles[actor.Role] != "", "%s %s: %s", def.Key, step.Key, actor.Role)
			}
			for _, field := range step.Form {
				for _, role := range field.Roles() {
					require.NotEmpty(t, models.RoleTitles[role], "%s %s: %s", def.Key, field.Key, role)
				}
			}
		}
	}
}
