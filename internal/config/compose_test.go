package config_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/zhihui-renda/renda/internal/config"
	"github.com/zhihui-renda/renda/internal/testkit"
)

type compose struct {
	Services map[string]struct {
		Environment map[string]string `yaml:"environment"`
		Command     any               `yaml:"command"`
		Healthcheck map[string]any    `yaml:"healthcheck"`
	} `yaml:"services"`
}

func readCompose(t *testing.T) (compose, string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(testkit.Root(t), "docker-compose.yml"))
	require.NoError(t, err)
	var c compose
	require.NoError(t, yaml.Unmarshal(raw, &c))
	return c, string(raw)
}

var interpolated = regexp.MustCompile(`\$\{[A-Z_]+(:[-?][^}]*)?\}`)

func TestComposeNamesOnlySettingsThatTheBinaryReads(t *testing.T) {
	c, _ := readCompose(t)
	seen := 0
	for name, service := range c.Services {
		var settings []string
		for key, value := range service.Environment {
			if strings.HasPrefix(key, "RENDA_") {
				value = interpolated.ReplaceAllStringFunc(value, func(v string) string {
					if _, fallback, ok := strings.Cut(v, ":-"); ok {
						return strings.TrimSuffix(fallback, "}")
					}
					return "secret"
				})
				settings = append(settings, key+"="+value)
			}
		}
		if len(settings) == 0 {
			continue
		}
		seen++
		_, err := config.Read(settings)
		require.NoError(t, err, "service %s", name)
	}
	require.GreaterOrEqual(t, seen, 5, "migrate, two api, two worker")
	_, err := config.Read([]string{"RENDA_NO_SUCH_SETTING=1"})
	require.Error(t, err, "the test would see nothing")
}

func TestComposeIsTheTopologyAndHoldsNoSecret(t *testing.T) {
	c, raw := readCompose(t)
	for _, name := range []string{"mysql", "temporal", "api-1", "api-2", "worker-1", "worker-2"} {
		require.Contains(t, c.Services, name)
		require.NotEmpty(t, c.Services[name].Healthcheck, "%s has a health check", name)
	}
	require.Contains(t, c.Services, "temporal-ui")
	for line := range strings.Lines(raw) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok && regexp.MustCompile(`PASSWORD|_PWD$`).MatchString(key) {
			require.Contains(t, value, "${", "%s stands in the file", key)
		}
	}
}
