package document_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/workflows/document"
)

var (
	stepRow = regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| ([^ |]+) \\|")
	ruleRow = regexp.MustCompile("(?m)^\\| `(R[^`]+)` [^|]*\\| [^|]+\\| ([a-z]+) \\| (?:`([A-Z_]+)`)? ?\\|")
)

func page(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(testkit.Root(t), "docs", "document.md"))
	require.NoError(t, err)
	return string(text)
}

func TestThePageListsTheStepsOfTheTables(t *testing.T) {
	text := page(t)
	receiving, issuing, found := strings.Cut(text, "## Issuing")
	require.True(t, found)
	issuing, _, _ = strings.Cut(issuing, "## Content")
	for i, part := range []string{receiving, issuing} {
		var listed, steps []string
		for _, row := range stepRow.FindAllStringSubmatch(part, -1) {
			listed = append(listed, row[1]+" "+row[2])
		}
		for _, step := range document.Definitions()[i].Steps {
			steps = append(steps, step.Key+" "+step.Title)
		}
		require.Equal(t, steps, listed)
	}
}

func TestThePageListsTheRules(t *testing.T) {
	var listed, rules []string
	for _, row := range ruleRow.FindAllStringSubmatch(page(t), -1) {
		listed = append(listed, row[1]+" "+row[2]+" "+row[3])
	}
	for _, rule := range models.Rules() {
		rules = append(rules, rule.ID+" "+string(rule.Level)+" "+rule.ReturnCode)
	}
	require.Equal(t, rules, listed)
}
