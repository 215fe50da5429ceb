package config

import (
	"fmt"
	"reflect"
	"strings"
)

// Setting is one row of the table.
type Setting struct {
	Name    string // RENDA_LISTEN
	Default string
	Doc     string // Chinese
	Secret  bool   // never shown or logged
}

// Settings are all settings there are, in the order of the table.
func Settings() []Setting {
	fields := reflect.TypeFor[Config]()
	settings := make([]Setting, 0, fields.NumField())
	for field := range fields.Fields() {
		tag := field.Tag
		settings = append(settings, Setting{
			Name: Prefix + tag.Get("env"), Default: tag.Get("envDefault"), Doc: tag.Get("doc"),
			Secret: tag.Get("secret") == "true",
		})
	}
	return settings
}

// Markdown is docs/settings.md.
func Markdown() string {
	var b strings.Builder
	b.WriteString(`# 设置

全部设置都是环境变量。本页由 ` + "`renda settings > docs/settings.md`" + ` 生成，测试保证两者一致。
值不对或变量名不认识时，程序不启动，并说明是哪一个。带 🔒 的是秘密，不写入日志；任何一项都可以改用
“变量名_FILE”指向一个存放其值的文件（如 ` + "`RENDA_DB_DSN_FILE=/run/secrets/dsn`" + `）。

| 变量 | 默认值 | 说明 |
|---|---|---|
`)
	for _, s := range Settings() {
		lock, value := "", ""
		if s.Secret {
			lock = " 🔒"
		}
		if s.Default != "" {
			value = "`" + s.Default + "`"
		}
		fmt.Fprintf(&b, "| `%s`%s | %s | %s |\n", s.Name, lock, value, s.Doc)
	}
	return b.String()
}
