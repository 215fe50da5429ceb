package session

import (
	"context"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/policies"
)

// Scope is something that a person may let a program do.
type Scope struct {
	Scope string `json:"scope" doc:"形如 document:read。"`
	Title string `json:"title" doc:"接在“可以”之后。"`
}

// Tokens are those of a person.
type Tokens struct {
	Items  []models.Token `json:"items" nullable:"false"`
	Scopes []Scope        `json:"scopes" nullable:"false" doc:"您现有的、令牌可以有的权限。"`
}

type tokensOut struct{ Body Tokens }

func (h handlers) tokens(ctx context.Context, _ *struct{}) (*tokensOut, error) {
	tokens, err := h.cfg.Store.Tokens(ctx, door.Person(ctx))
	if err != nil {
		return nil, err
	}
	permissions, err := h.permissions(ctx)
	if err != nil {
		return nil, err
	}
	out := &tokensOut{Tokens{Items: append([]models.Token{}, tokens...), Scopes: []Scope{}}}
	for _, p := range permissions {
		object, action, _ := strings.Cut(p, ":")
		if known := policies.Find(object, action); known != nil && models.ForTokens(object) {
			out.Body.Scopes = append(out.Body.Scopes, Scope{Scope: p, Title: known.Title})
		}
	}
	return out, nil
}

// permissions are what the caller himself may do.
func (h handlers) permissions(ctx context.Context) ([]string, error) {
	posts, err := h.cfg.Store.PostsAt(ctx, door.Person(ctx), h.cfg.Now())
	if err != nil {
		return nil, err
	}
	return h.policy.Permissions(posts)
}

type tokenIn struct {
	Body struct {
		Name      string    `json:"name" minLength:"1" maxLength:"60" doc:"用途，便于辨认。"`
		Scopes    []string  `json:"scopes" minItems:"1" maxItems:"40" nullable:"false" doc:"形如 document:read 或 file:*。"`
		ExpiresAt time.Time `json:"expires_at" doc:"到期时间，最长一年。"`
	}
}

type tokenOut struct {
	Body struct {
		models.Token
		Secret string `json:"secret,omitempty" doc:"令牌，只显示这一次。"`
	}
}

// WithoutSecret is what may be kept of the answer.
func (o *tokenOut) WithoutSecret() any {
	kept := *o
	kept.Body.Secret = ""
	return &kept
}

func (h handlers) createToken(ctx context.Context, in *tokenIn) (*tokenOut, error) {
	if err := h.mayHold(ctx, in.Body.Scopes); err != nil {
		return nil, err
	}
	out := &tokenOut{}
	var err error
	out.Body.Token, out.Body.Secret, err = h.cfg.Store.CreateToken(ctx, models.Token{
		Name: in.Body.Name, Scopes: in.Body.Scopes, ExpiresAt: in.Body.ExpiresAt,
	}, By(ctx, h.cfg.Now()))
	return out, err
}

// mayHold refuses scopes that the person does not have himself.
func (h handlers) mayHold(ctx context.Context, scopes []string) error {
	permissions, err := h.permissions(ctx)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, p := range permissions {
		object, _, _ := strings.Cut(p, ":")
		known[p], known[object+":*"] = true, true
	}
	for _, scope := range scopes {
		if !known[scope] {
			return faultScope(scope)
		}
	}
	return nil
}

func (h handlers) revokeToken(ctx context.Context, in *idIn) (*struct{}, error) {
	defer h.ended()
	return nil, h.cfg.Store.RevokeToken(ctx, in.ID, By(ctx, h.cfg.Now()))
}
