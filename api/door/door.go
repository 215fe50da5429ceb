package door

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"

	"github.com/zhihui-renda/renda/api/problem"
)

// Authenticator finds out who asks.
type Authenticator interface {
	// Authenticate reads the session cookie or the bearer token of a request.
	// The context returned carries the person for the handlers. Returns a
	// fault Unauthenticated when nobody, or nobody any more, is behind it.
	Authenticate(ctx context.Context, r *http.Request) (context.Context, Identity, error)
}

// Identity is who asks.
type Identity struct {
	Person string
	// Scopes of a bearer token, "object:action" or "object:*" each; nil for a
	// session, which may do all that the person may.
	Scopes []string
	// Port the person came through, for the record: pc, tablet, phone, api.
	Port string
	// MustChangePassword keeps the person out of everything but
	// Route.WhileRestricted.
	MustChangePassword bool
}

// Allower says whether policy lets a person do an action.
type Allower interface {
	// Allow asks for the person's posts in the unit; an empty unit means in
	// any post he holds.
	Allow(ctx context.Context, person, unit, object, action string) (bool, error)
}

// Config is what the door needs of others.
type Config struct {
	Authenticator Authenticator
	Allower       Allower
	// Answers keeps the answers of writes for repeated keys.
	Answers Answers
	// Refusals is told of every 403; nil: nobody.
	Refusals Refusals
	// Rate is the number of requests a second one person may send for long,
	// Burst at once. A Rate of 0 means no limit.
	Rate  rate.Limit
	Burst int
	// Tracing makes a span of every request, with its route and no words of it.
	Tracing bool
	// Secure says that browsers reach us by HTTPS (HSTS).
	Secure bool
	// TrustedOrigins may send from other sites, as "https://host".
	TrustedOrigins []string
	// TrustedProxies are the addresses whose X-Forwarded-For is believed.
	TrustedProxies []string
}

// Door holds the table of operations.
type Door struct {
	API     huma.API
	Engine  *gin.Engine
	cfg     Config
	routes  []Route
	wrong   []error
	limiter *limiter
}

// New makes a door without operations.
func New(cfg Config, version string) (*Door, error) {
	problem.Install(RequestID)
	engine, err := frame(cfg)
	if err != nil {
		return nil, err
	}
	c := huma.DefaultConfig(apiTitle, version)
	c.CreateHooks = nil // no $schema links: they are built from the Host header
	c.DocsPath = ""     // the page loads from a foreign host
	c.SchemasPath = ""
	c.OpenAPIPath = ""
	c.RejectUnknownQueryParameters = true
	c.NoFormatFallback = false
	c.Formats = map[string]huma.Format{"application/json": cleanJSON, "json": cleanJSON}
	c.Info.Description = apiDescription
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: "renda_session", Description: sessionHelp},
		"token":   {Type: "http", Scheme: "bearer", Description: tokenHelp},
	}
	return &Door{
		API: humagin.New(engine, c), Engine: engine, cfg: cfg, limiter: newLimiter(cfg.Rate, cfg.Burst),
	}, nil
}

// schemaName names a type in the OpenAPI document by its package and its name,
// so that the Task of a case and the Task of a list are two; nouns go by their
// own names alone.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	home := path.Base(t.PkgPath())
	if t.Name() == "" || home == "." || home == "models" || home == "problem" {
		return name
	}
	home = strings.ToUpper(home[:1]) + home[1:]
	return home + strings.TrimPrefix(name, home)
}

// Routes lists the operations registered, in order.
func (d *Door) Routes() []Route { return d.routes }

// Err says what is wrong with the rows registered. A server with such a row
// must not start.
func (d *Door) Err() error { return errors.Join(d.wrong...) }

func check(r Route) error {
	row := r.Method + " " + r.Path
	switch {
	case r.ID == "" || r.Summary == "" || r.Tag == "":
		return fmt.Errorf("door: %s: ID, Summary and Tag are needed", row)
	case !strings.HasPrefix(r.Path, "/"):
		return fmt.Errorf("door: %s: path must begin with /", row)
	case r.Public && (r.Object != "" || r.Action != ""):
		return fmt.Errorf("door: %s: a public route has no policy action", row)
	case !r.Public && (r.Object == "" || r.Action == ""):
		return fmt.Errorf("door: %s: Object and Action are needed", row)
	case r.Write && r.Method == http.MethodGet:
		return fmt.Errorf("door: %s: GET never writes", row)
	case r.OwnKey && !r.Write:
		return fmt.Errorf("door: %s: OwnKey is for writes", row)
	}
	return nil
}
