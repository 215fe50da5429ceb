package config

import (
	"net"
	"net/netip"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// check holds each setting against its tag, and those that depend on others
// against them.
func check(c *Config) error {
	for field, value := range reflect.ValueOf(c).Elem().Fields() {
		if !fits(field.Tag.Get("check"), value.Interface()) {
			return &Error{
				Name:    Prefix + field.Tag.Get("env"),
				Chinese: "的值不对，应为" + inWords(field.Tag.Get("check")),
				English: "is wrong, want " + field.Tag.Get("check"),
			}
		}
	}
	if c.DBDriver == "mysql" && c.DBDSN == "" {
		return &Error{Name: Prefix + "DB_DSN", Chinese: "没有设置，使用 mysql 时必须设置", English: "is not set, mysql needs it"}
	}
	if c.SessionMax < c.SessionIdle {
		return &Error{
			Name:    Prefix + "SESSION_MAX",
			Chinese: "小于 RENDA_SESSION_IDLE", English: "is less than RENDA_SESSION_IDLE",
		}
	}
	return nil
}

// fits says whether a value is what the rule asks for. Text that is not set
// fits any rule; settings that must be set have a default.
func fits(rule string, value any) bool {
	switch v := value.(type) {
	case string:
		return rule == "" || v == "" || fitsText(rule, v)
	case int:
		return within(rule, int64(v), parseInt)
	case int64:
		return within(rule, v, parseInt)
	case time.Duration:
		return within(rule, v, time.ParseDuration)
	}
	return true
}

func fitsText(rule, v string) bool {
	switch rule {
	case "address":
		_, port, err := net.SplitHostPort(v)
		n, errPort := strconv.ParseUint(port, 10, 16)
		return err == nil && errPort == nil && n <= 65535
	case "url":
		u, err := url.Parse(v)
		return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
	case "prefixes":
		for part := range strings.SplitSeq(v, ",") {
			if _, err := netip.ParsePrefix(strings.TrimSpace(part)); err != nil {
				return false
			}
		}
		return true
	}
	for choice := range strings.SplitSeq(rule, "|") {
		if v == choice {
			return true
		}
	}
	return false
}

func parseInt(s string) (int64, error) { return strconv.ParseInt(s, 10, 64) }

// within holds a value against "least..most".
func within[T int64 | time.Duration](rule string, v T, parse func(string) (T, error)) bool {
	least, most, ok := strings.Cut(rule, "..")
	if !ok {
		return true
	}
	low, errLow := parse(least)
	high, errHigh := parse(most)
	return errLow == nil && errHigh == nil && low <= v && v <= high
}

func inWords(rule string) string {
	switch rule {
	case "address":
		return "“主机:端口”"
	case "url":
		return "以 http:// 或 https:// 开头的地址"
	case "prefixes":
		return "逗号分隔的网段（如 10.0.0.0/8）"
	}
	if least, most, ok := strings.Cut(rule, ".."); ok {
		return " " + least + " 到 " + most
	}
	return " " + strings.ReplaceAll(rule, "|", " 或 ")
}
