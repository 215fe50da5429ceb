package door

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/oklog/ulid/v2"
	"go.opentelemetry.io/contrib/instrumentation/github.com/gin-gonic/gin/otelgin"

	"github.com/zhihui-renda/renda/api/problem"
)

// frame makes the engine with what stands around every request, known path or
// not.
func frame(cfg Config) (*gin.Engine, error) {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.RedirectTrailingSlash = false
	if err := engine.SetTrustedProxies(cfg.TrustedProxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	origins := http.NewCrossOriginProtection()
	for _, origin := range cfg.TrustedOrigins {
		if err := origins.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("trusted origins: %w", err)
		}
	}
	if cfg.Tracing {
		engine.Use(otelgin.Middleware("renda-api"))
	}
	engine.Use(identify, watch, survive, headers(cfg.Secure), sameOrigin(origins), cleanURL)
	engine.NoRoute(noSuchRoute)
	engine.NoMethod(func(c *gin.Context) { stop(c, problem.New(http.StatusMethodNotAllowed, "NO_METHOD", noMethod)) })
	return engine, nil
}

func noSuchRoute(c *gin.Context) { stop(c, problem.New(http.StatusNotFound, "NO_ROUTE", noRoute)) }

// ServePages gives every address that is no operation's to the web client:
// pages have addresses of their own. What is asked of the API is answered as
// the API answers.
func (d *Door) ServePages(pages http.Handler) {
	d.Engine.NoRoute(func(c *gin.Context) {
		asks := c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead
		if !asks || c.Request.URL.Path == "/api" || strings.HasPrefix(c.Request.URL.Path, "/api/") {
			noSuchRoute(c)
			return
		}
		c.Status(http.StatusOK) // gin begins with 404 here
		pages.ServeHTTP(c.Writer, c.Request)
	})
}

// stop answers with a problem and lets nothing after it run.
func stop(c *gin.Context, err error) {
	ctx := c.Request.Context()
	writeProblem(c, problem.From(ctx, RequestID(ctx), "body", err))
	c.Abort()
}

func writeProblem(c *gin.Context, p *problem.Problem) {
	maps.Copy(c.Writer.Header(), p.GetHeaders())
	c.Writer.Header().Set("Content-Type", problem.ContentType)
	c.JSON(p.Status, p)
}

var requestIDs = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// identify gives the request an id, or takes the one a proxy gave it.
func identify(c *gin.Context) {
	id := c.GetHeader("X-Request-Id")
	if !requestIDs.MatchString(id) {
		id = ulid.Make().String()
	}
	c.Header("X-Request-Id", id)
	scheme := "http://"
	if c.Request.TLS != nil {
		scheme = "https://"
	}
	request := &Request{ID: id, IP: c.ClientIP(), UserAgent: c.Request.UserAgent(), Origin: scheme + c.Request.Host}
	c.Request = c.Request.WithContext(WithRequest(c.Request.Context(), request))
	c.Next()
}

// watch writes one line and counts once for every request. The line names the
// route, never the path: a query may hold words of a document.
func watch(c *gin.Context) {
	start := time.Now()
	c.Next()
	took := time.Since(start)
	route := c.FullPath()
	if route == "" {
		route = "none"
	}
	count(c.Request.Method, route, c.Writer.Status(), took)
	if route == "/healthz" || route == "/readyz" || route == "/metrics" {
		return
	}
	request := RequestOf(c.Request.Context())
	slog.LogAttrs(c.Request.Context(), slog.LevelInfo, "request",
		slog.String("request", request.ID), slog.String("method", c.Request.Method), slog.String("route", route),
		slog.Int("status", c.Writer.Status()), slog.Duration("took", took),
		slog.String("person", request.Identity.Person), slog.String("case", c.Param("id")))
}

// survive turns a panic into a 500 with a reference.
func survive(c *gin.Context) {
	defer func() {
		switch failure := recover().(type) {
		case nil:
		case error:
			if errors.Is(failure, http.ErrAbortHandler) {
				panic(failure) //nolint:forbidigo // net/http's own way to break a connection off
			}
			panicked(c, failure)
		default:
			panicked(c, fmt.Errorf("%v", failure))
		}
	}()
	c.Next()
}

func panicked(c *gin.Context, err error) {
	ctx := c.Request.Context()
	slog.ErrorContext(ctx, "panic", "request", RequestID(ctx), "stack", string(debug.Stack()))
	if !c.Writer.Written() {
		stop(c, fmt.Errorf("panic: %w", err))
	}
	c.Abort()
}

// headers keeps browsers from doing what we never need.
func headers(secure bool) gin.HandlerFunc {
	return func(c *gin.Context) {
		h := c.Writer.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		h.Set("Cache-Control", "no-store")
		if secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		c.Next()
	}
}

// sameOrigin refuses what another site made a browser send.
func sameOrigin(origins *http.CrossOriginProtection) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := origins.Check(c.Request); err != nil {
			stop(c, faultCrossOrigin())
			return
		}
		c.Next()
	}
}
