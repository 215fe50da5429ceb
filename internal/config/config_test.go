package config_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/config"
	"github.com/zhihui-renda/renda/internal/testkit"
)

func TestThePageOfSettingsIsTheTable(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(testkit.Root(t), "docs", "settings.md"))
	require.NoError(t, err)
	require.Equal(t, config.Markdown(), string(page), "write it again: renda settings > docs/settings.md")
}

func TestEverySettingIsExplained(t *testing.T) {
	for _, s := range config.Settings() {
		require.NotEmpty(t, s.Doc, s.Name)
		require.NotEqual(t, config.Prefix, s.Name)
	}
}

func TestNothingNeedsToBeSet(t *testing.T) {
	c, err := config.Read(nil)
	require.NoError(t, err)
	require.Equal(t, "127.0.0.1:8080", c.Listen)
	require.Equal(t, filepath.Join("data", "renda.db"), c.DBDSN)
	require.Equal(t, filepath.Join("data", "files"), c.BlobDir)
	require.Equal(t, 30*time.Minute, c.SessionIdle)
}

func TestAWrongSettingIsNamed(t *testing.T) {
	for pair, want := range map[string]string{
		"RENDA_LISTEN=8080":                     "RENDA_LISTEN",
		"RENDA_LISTEN=127.0.0.1:99999":          "RENDA_LISTEN",
		"RENDA_DB_DRIVER=oracle":                "RENDA_DB_DRIVER",
		"RENDA_DB_DRIVER=mysql":                 "RENDA_DB_DSN",
		"RENDA_SESSION_IDLE=soon":               "RENDA_SESSION_IDLE",
		"RENDA_SESSION_IDLE=1s":                 "RENDA_SESSION_IDLE",
		"RENDA_SESSION_MAX=10m":                 "RENDA_SESSION_MAX",
		"RENDA_TLS=perhaps":                     "RENDA_TLS",
		"RENDA_LOG_LEVEL=loud":                  "RENDA_LOG_LEVEL",
		"RENDA_OTLP_ENDPOINT=collector:4318":    "RENDA_OTLP_ENDPOINT",
		"RENDA_TRUSTED_PROXY=10.0.0.1":          "RENDA_TRUSTED_PROXY",
		"RENDA_WORKER_CACHE=-1":                 "RENDA_WORKER_CACHE",
		"RENDA_MAX_UPLOAD=plenty":               "RENDA_MAX_UPLOAD",
		"RENDA_LISTN=127.0.0.1:80":              "RENDA_LISTN",
		"RENDA_DB_DSN_FILE=/does/not/exist/dsn": "RENDA_DB_DSN_FILE",
	} {
		_, err := config.Read([]string{pair})
		var wrong *config.Error
		require.ErrorAs(t, err, &wrong, pair)
		require.Equal(t, want, wrong.Name, pair)
		require.NotEmpty(t, wrong.Chinese)
		require.NotEmpty(t, wrong.English)
	}
}

func TestASecretMayBeAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "dsn")
	require.NoError(t, os.WriteFile(file, []byte("renda:pw@tcp(db:3306)/renda\n"), 0o600))
	c, err := config.Read([]string{"RENDA_DB_DRIVER=mysql", "RENDA_DB_DSN_FILE=" + file})
	require.NoError(t, err)
	require.Equal(t, "renda:pw@tcp(db:3306)/renda", c.DBDSN)
}

func TestOthersVariablesAreNotOurs(t *testing.T) {
	_, err := config.Read([]string{"PATH=/bin", "RENDA_TEST_MYSQL=root@tcp(127.0.0.1:3307)/", "RENDA_LISTEN="})
	require.NoError(t, err)
}
