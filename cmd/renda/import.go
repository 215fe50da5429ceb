package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/zhihui-renda/renda/internal/importer"
)

type importCmd struct {
	Documents importDocumentsCmd `cmd:"" help:"从 .jsonl、.csv、.xlsx 文件导入来文，与人工登记走同一道门、同一个流程。"`
}

type importDocumentsCmd struct {
	File      string `arg:"" help:"文件；第一行是列名（标题、文种、来文单位、来文字号、成文日期、收文日期、紧急程度……）。"`
	URL       string `default:"http://127.0.0.1:8080" help:"服务器地址。"`
	TokenFile string `required:"" help:"存放个人令牌的文件；令牌的范围须含 import:run。- 表示从标准输入读取。"`
	Series    string `help:"收文编号序列；不填则只签收，不登记。"`
	Unit      string `help:"以哪个单位的身份签收；只在一个单位任职的不必填。"`
	DryRun    bool   `help:"只检查，不导入。"`
}

// importTimeout is how long one row may take to be answered.
const importTimeout = time.Minute

var errRowsFailed = errors.New("有的行没有导入，见上。Some rows were not taken in")

// Run takes in the file; rows taken in before are not taken in again.
func (c *importDocumentsCmd) Run(ctx context.Context) error {
	token, err := c.token()
	if err != nil {
		return err
	}
	total, err := importer.Count(c.File)
	if err != nil {
		return err
	}
	file, err := importer.Open(c.File)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	bar := progressbar.NewOptions(total, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionShowCount(),
		progressbar.OptionSetDescription("导入"), progressbar.OptionClearOnFinish())
	client := &importer.Client{
		URL: strings.TrimSuffix(c.URL, "/"), Token: token, Unit: c.Unit, Series: c.Series,
		HTTP: &http.Client{Timeout: importTimeout},
	}
	report, err := importer.Run(ctx, file, client, importer.Options{
		DryRun: c.DryRun, Progress: func(done int) { _ = bar.Set(done) },
	})
	_ = bar.Finish()
	c.print(os.Stdout, report)
	if err == nil && report.Failed > 0 {
		err = errRowsFailed
	}
	return err
}

func (c *importDocumentsCmd) token() (string, error) {
	in := io.Reader(os.Stdin)
	if c.TokenFile != "-" {
		file, err := os.Open(c.TokenFile)
		if err != nil {
			return "", fmt.Errorf("token: %w", err)
		}
		defer func() { _ = file.Close() }()
		in = file
	}
	bytes, err := io.ReadAll(io.LimitReader(in, 4<<10))
	return strings.TrimSpace(string(bytes)), err
}

// print tells what became of the file, a line for each thing to look at.
func (c *importDocumentsCmd) print(w io.Writer, r importer.Report) {
	for _, p := range r.Problems {
		kind := "未导入"
		if p.Warning {
			kind = "提示"
		}
		_, _ = fmt.Fprintf(w, "第%d行\t%s\t%s\t%s\t%s\n", p.Row, kind, p.Field, p.Code, p.Detail)
	}
	done := "导入"
	if c.DryRun {
		done = "可以导入"
	}
	_, _ = fmt.Fprintf(w, "共%d行，%s%d件，未成%d件。\n", r.Rows, done, r.Imported, r.Failed)
}
