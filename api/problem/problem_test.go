package problem_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/problem"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

func TestEveryKindOfFailureHasItsStatus(t *testing.T) {
	for kind, status := range map[fault.Kind]int{
		fault.Invalid: 422, fault.Unauthenticated: 401, fault.Denied: 403, fault.NotFound: 404, fault.Conflict: 409,
		fault.TooLarge: 413, fault.TooMany: 429, fault.Unavailable: 503, fault.Internal: 500,
	} {
		p := problem.From(t.Context(), "request-1", "body", fault.New(kind, "CODE", "说明。").At("form.lead_unit"))
		require.Equal(t, status, p.Status, kind)
		require.NotEmpty(t, p.Title, kind)
		require.Equal(t, "urn:renda:request:request-1", p.Instance)
		again := p.GetHeaders().Get("Retry-After") != ""
		require.Equal(t, status == 429 || status == 503, again, kind)
		if status != 500 {
			require.Equal(t, []problem.Detail{{Code: "CODE", Detail: "说明。", Location: "body.form.lead_unit"}}, p.Errors)
		}
	}
}

func TestOurOwnFailuresAreHidden(t *testing.T) {
	for _, err := range []error{
		errors.New("dial tcp 10.0.0.1: secret"),
		fault.New(fault.Internal, "ODD", "odd secret").At("secret").With("secret", "secret"),
		fmt.Errorf("while: %w", errors.New("secret")),
	} {
		p := problem.From(t.Context(), "r", "body", err)
		require.Equal(t, "INTERNAL", p.Code)
		require.NotContains(t, fmt.Sprintf("%+v", *p), "secret")
	}
}

func TestWhatTheKernelAndTheNounsSayBecomesAProblem(t *testing.T) {
	p := problem.From(t.Context(), "r", "body", fmt.Errorf("act: %w", &process.Refusal{
		Kind: process.Conflict, Code: process.CodeTaskDone, Detail: "已办。", Args: map[string]string{"by": "x"},
	}))
	require.Equal(t, []any{409, "TASK_DONE", "x"}, []any{p.Status, p.Code, p.Args["by"]})

	p = problem.From(t.Context(), "r", "body", models.FieldErrors{{Field: "title", Code: "REQUIRED", Detail: "必填。"}, {Field: "body[0].text", Code: "TOO_LONG", Detail: "太长。"}})
	require.Equal(t, 422, p.Status)
	require.Len(t, p.Errors, 2, "all at once")
	require.Equal(t, "body.body[0].text", p.Errors[1].Location)

	p = problem.From(t.Context(), "r", "query", fault.New(fault.Invalid, "BAD_CURSOR", "不对。").At("cursor"))
	require.Equal(t, "query.cursor", p.Errors[0].Location)
	require.Equal(t, 503, problem.From(t.Context(), "r", "body", context.DeadlineExceeded).Status)
	require.Equal(t, 413, problem.From(t.Context(), "r", "body", &http.MaxBytesError{Limit: 1 << 20}).Status)
}

func TestHumaSpeaksChineseWithACodeEverywhere(t *testing.T) {
	problem.Install(func(context.Context) string { return "r" })
	source, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.Dir}}", "github.com/danielgtaylor/huma/v2/validation").Output()
	require.NoError(t, err)
	out, err := exec.CommandContext(t.Context(), "grep", "-rhoE", `^\s+Msg\w+`, strings.TrimSpace(string(source))).Output()
	require.NoError(t, err)
	require.Len(t, strings.Fields(string(out)), problem.Translated(), "a message of huma is not translated")
	require.Equal(t, "TOO_LONG|最多 5 个字符。", huma.ErrorFormatter(validation.MsgExpectedMaxLength, 5))
	require.Equal(t, "EMAIL|应为电子邮箱。", huma.ErrorFormatter(validation.MsgExpectedRFC5322Email, errors.New("secret")))
}

func TestAValueIsNeverRepeated(t *testing.T) {
	problem.Install(func(context.Context) string { return "r" })
	err := huma.NewError(422, "validation failed", &huma.ErrorDetail{Message: validation.MsgExpectedString, Location: "body.password", Value: "secret"})
	p, ok := err.(*problem.Problem)
	require.True(t, ok)
	require.NotContains(t, fmt.Sprintf("%+v", *p), "secret")
	require.Equal(t, []problem.Detail{{Code: "STRING", Detail: "应为文字。", Location: "body.password"}}, p.Errors)
}
