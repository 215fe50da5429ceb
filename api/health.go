package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/netip"
	"slices"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/web"
)

// Check is one thing the server cannot work without.
type Check struct {
	Name string
	Ping func(ctx context.Context) error
}

// Watched are the paths outside of the table of operations: what machines ask
// about the process, and the description of the API. Everything that is not
// theirs and not below /api is the web client's.
var Watched = []string{"/healthz", "/readyz", "/metrics", "/openapi.json"}

// patience is how long a check may take.
const patience = 2 * time.Second

// watch adds the paths of Watched.
func (s *Server) watch() error {
	document, err := json.Marshal(s.Door.API.OpenAPI())
	if err != nil {
		return err
	}
	engine := s.Door.Engine
	engine.GET("/healthz", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"status": "ok"}) })
	engine.GET("/readyz", s.ready)
	engine.GET("/metrics", near, gin.WrapH(promhttp.Handler()))
	engine.GET("/openapi.json", func(c *gin.Context) {
		c.Data(http.StatusOK, "application/openapi+json", document)
	})
	pages, err := web.Handler()
	if err != nil {
		return err
	}
	s.Door.ServePages(pages)
	return nil
}

// ready says whether requests may be sent here; what failed is named, why is
// in the log of what failed.
func (s *Server) ready(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), patience)
	defer cancel()
	status, parts := http.StatusOK, gin.H{}
	for _, check := range s.parts.Checks {
		parts[check.Name] = "ok"
		if err := check.Ping(ctx); err != nil {
			parts[check.Name] = "away"
			status = http.StatusServiceUnavailable
			c.Header("Retry-After", "5")
		}
	}
	c.JSON(status, gin.H{"ready": status == http.StatusOK, "parts": parts})
}

// near lets only the own machine and private networks read the metrics. What a
// proxy passes on counts only if the proxy is trusted: the address of another
// one is near, who sent the request may be far.
func near(c *gin.Context) {
	passedOn := slices.ContainsFunc([]string{"X-Forwarded-For", "X-Real-Ip", "Forwarded"}, func(name string) bool {
		return len(c.Request.Header.Values(name)) > 0
	})
	if passedOn && c.ClientIP() == c.RemoteIP() { // nobody was believed
		c.AbortWithStatus(http.StatusNotFound)
		return
	}
	address, err := netip.ParseAddr(c.ClientIP())
	if err != nil || !address.IsLoopback() && !address.IsPrivate() {
		c.AbortWithStatus(http.StatusNotFound)
	}
}

// again finds out anew who is behind an open stream.
func (s *Server) again(ctx context.Context) (models.Viewer, error) {
	ctx, err := door.Again(ctx)
	if err != nil {
		return models.Viewer{}, err
	}
	return s.parts.Sessions.Viewer(ctx)
}
