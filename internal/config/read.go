package config

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Prefix begins the name of every setting.
const Prefix = "RENDA_"

// testPrefix begins names that only our tests read.
const testPrefix = Prefix + "TEST_"

// fileSuffix after a setting's name names a file that holds its value, for
// secrets that are mounted as files.
const fileSuffix = "_FILE"

// Error says which setting is wrong, in Chinese and English, for the person who
// starts the program.
type Error struct {
	Name    string // of the variable
	Chinese string
	English string
}

// Error is one sentence in each language.
func (e *Error) Error() string {
	return fmt.Sprintf("设置 %s %s。Setting %s %s.", e.Name, e.Chinese, e.Name, e.English)
}

// Read takes the settings from an environment ("NAME=value" each). An empty
// variable counts as unset. The first setting that is wrong, or that nobody
// knows, is the error.
func Read(environ []string) (Config, error) {
	values, err := given(environ)
	if err != nil {
		return Config{}, err
	}
	var c Config
	if err := env.ParseWithOptions(&c, env.Options{Environment: values, Prefix: Prefix}); err != nil {
		return Config{}, unreadable(err)
	}
	c.complete()
	if err := check(&c); err != nil {
		return Config{}, err
	}
	return c, nil
}

// given is the part of an environment that is ours, with files read.
func given(environ []string) (map[string]string, error) {
	known := map[string]bool{}
	for _, s := range Settings() {
		known[s.Name] = true
	}
	values := map[string]string{}
	for _, pair := range environ {
		name, value, _ := strings.Cut(pair, "=")
		if !strings.HasPrefix(name, Prefix) || strings.HasPrefix(name, testPrefix) || value == "" {
			continue
		}
		if base, ok := strings.CutSuffix(name, fileSuffix); ok && known[base] {
			text, err := os.ReadFile(value)
			if err != nil {
				return nil, &Error{Name: name, Chinese: "指向的文件读不出来", English: "names a file that cannot be read"}
			}
			name, value = base, strings.TrimSpace(string(text))
		}
		if !known[name] {
			return nil, &Error{Name: name, Chinese: "不存在，请对照 docs/settings.md", English: "does not exist, see docs/settings.md"}
		}
		values[name] = value
	}
	return values, nil
}

// unreadable names the variable that a parse error is about; the library names
// the field of the struct only.
func unreadable(err error) error {
	if parse, ok := errors.AsType[env.ParseError](err); ok {
		if field, ok := reflect.TypeFor[Config]().FieldByName(parse.Name); ok {
			return &Error{
				Name:    Prefix + field.Tag.Get("env"),
				Chinese: "的值读不懂，应为" + chineseType(field.Type),
				English: "cannot be read as a " + field.Type.String(),
			}
		}
	}
	return err
}

func chineseType(t reflect.Type) string {
	switch {
	case t.String() == "time.Duration":
		return "时长（如 30m、12h）"
	case t.Kind() == reflect.Bool:
		return " true 或 false"
	case t.String() == "slog.Level":
		return " debug、info、warn 或 error"
	}
	return "整数"
}
