// Package config reads the settings. Each is an environment variable that
// starts with RENDA_; docs/settings.md is written from the table below.
package config

import (
	"log/slog"
	"path/filepath"
	"strings"
	"time"
)

// Config holds every setting. The tag "doc" is the sentence in the table of
// docs/settings.md; "check" names what Read holds the value against.
type Config struct {
	DataDir string `env:"DATA_DIR" envDefault:"data" doc:"数据目录：SQLite 数据库、流程引擎数据库和附件放在这里。"`

	Listen        string `env:"LISTEN" envDefault:"127.0.0.1:8080" check:"address" doc:"网页与接口的监听地址。"`
	MonitorListen string `env:"MONITOR_LISTEN" check:"address" doc:"renda worker 的健康检查与指标监听地址；不设则不开。"`
	PublicURL     string `env:"PUBLIC_URL" check:"url" doc:"用户在浏览器里看到的地址，如 https://oa.example.gov.cn；经反向代理对外服务时必须设置，跨站请求按它放行。"`
	TLS           bool   `env:"TLS" envDefault:"false" doc:"用户经 HTTPS 访问（由反向代理终止 TLS）：登录 Cookie 只经加密连接发送，并声明 HSTS。"`
	Rate          int    `env:"RATE" envDefault:"50" check:"0..100000" doc:"每人每秒最多多少次请求；0 表示不限。"`
	TrustedProxy  string `env:"TRUSTED_PROXY" check:"prefixes" doc:"可信反向代理的网段，逗号分隔；只采信它们报告的来访地址。"`

	DBDriver  string `env:"DB_DRIVER" envDefault:"sqlite" check:"sqlite|mysql" doc:"数据库：sqlite 或 mysql。"`
	DBDSN     string `env:"DB_DSN" doc:"数据库地址。sqlite 为文件名，不设则为数据目录下的 renda.db；mysql 为 用户:口令@tcp(主机:端口)/库名。" secret:"true"`
	DBMaxOpen int    `env:"DB_MAX_OPEN" envDefault:"0" check:"0..1000" doc:"数据库最大连接数；0 表示按数据库种类取默认值。"`
	Migrate   bool   `env:"MIGRATE" envDefault:"true" doc:"启动时自动升级数据库结构；设为 false 时须先运行 renda migrate。"`

	TemporalEmbedded  bool   `env:"TEMPORAL_EMBEDDED" envDefault:"true" doc:"renda serve 自带流程引擎（作为子进程启动并看护）；设为 false 时连接 RENDA_TEMPORAL_ADDRESS 处的引擎。"`
	TemporalCLI       string `env:"TEMPORAL_CLI" doc:"自带流程引擎的程序文件；不设则依次找程序旁边、bin 目录和 PATH 里的 temporal。"`
	TemporalAddress   string `env:"TEMPORAL_ADDRESS" envDefault:"127.0.0.1:7233" check:"address" doc:"流程引擎（Temporal）地址；自带引擎也监听在这里。"`
	TemporalNamespace string `env:"TEMPORAL_NAMESPACE" envDefault:"default" doc:"流程引擎的命名空间。"`
	TemporalUIPort    int    `env:"TEMPORAL_UI_PORT" envDefault:"0" check:"0..65535" doc:"自带流程引擎管理页面的端口；0 表示不开。"`
	WorkerCache       int    `env:"WORKER_CACHE" envDefault:"100" check:"1..100000" doc:"每个工作进程在内存里保留的运行个数；搁置的事项不占内存。"`

	ActPatience time.Duration `env:"ACT_PATIENCE" envDefault:"20s" check:"1s..2m" doc:"一次办理最多等多久；到时答复“请稍后重试”，重试不会重复办理。"`

	BlobDir   string `env:"BLOB_DIR" doc:"附件目录；不设则为数据目录下的 files。多台机器部署时须为共享目录。"`
	MaxUpload int64  `env:"MAX_UPLOAD" envDefault:"104857600" check:"1..1073741824" doc:"单个附件的最大字节数。"`
	Soffice   string `env:"SOFFICE" doc:"LibreOffice 程序，用于读取 doc 和 wps 文件；不设则自动查找，没有则跳过这两种文件的文字提取。"`
	Tesseract string `env:"TESSERACT" doc:"文字识别程序 tesseract（须有 chi_sim 语言包），用于识读扫描件首页；不设则自动查找，没有则扫描件不识读。"`

	CalendarStrict bool `env:"CALENDAR_STRICT" envDefault:"false" doc:"期限跨入尚未公布节假日安排的年份时：true 拒绝，false 先按双休日暂计并注明，公布后自动重算。"`

	SessionIdle time.Duration `env:"SESSION_IDLE" envDefault:"30m" check:"1m..24h" doc:"多久不操作即退出登录。"`
	SessionMax  time.Duration `env:"SESSION_MAX" envDefault:"12h" check:"5m..168h" doc:"一次登录最长多久。"`

	IdleDays int `env:"IDLE_DAYS" envDefault:"90" check:"0..3650" doc:"多少天没有登录即自动停用账户（演示人员和每类最后一名管理员除外），由系统管理员恢复；0 表示不停用。"`

	DemoPassword string `env:"DEMO_PASSWORD" doc:"演示数据中所有人的口令；不设则随机生成并显示一次。" secret:"true"`

	LogLevel     slog.Level `env:"LOG_LEVEL" envDefault:"info" doc:"日志级别：debug、info、warn、error。"`
	LogFormat    string     `env:"LOG_FORMAT" envDefault:"json" check:"json|text" doc:"日志格式：json 或 text。"`
	OTLPEndpoint string     `env:"OTLP_ENDPOINT" check:"url" doc:"OpenTelemetry 收集端地址（OTLP/HTTP），如 http://127.0.0.1:4318；不设则不追踪。"`
}

// SQLiteFile is the record's file name when the driver is SQLite and no DSN is
// set.
const SQLiteFile = "renda.db"

// Proxies are the networks of TrustedProxy, one by one.
func (c *Config) Proxies() []string {
	var networks []string
	for part := range strings.SplitSeq(c.TrustedProxy, ",") {
		if part = strings.TrimSpace(part); part != "" {
			networks = append(networks, part)
		}
	}
	return networks
}

// complete fills in what depends on other settings.
func (c *Config) complete() {
	if c.DBDSN == "" && c.DBDriver == "sqlite" {
		c.DBDSN = filepath.Join(c.DataDir, SQLiteFile)
	}
	if c.BlobDir == "" {
		c.BlobDir = filepath.Join(c.DataDir, "files")
	}
}
