package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/zhihui-renda/renda/internal/demo/play"
)

type demoPlayCmd struct {
	File string `arg:"" type:"existingfile" help:"公文文件：JSON 数组，每件含 title、doc_no、issuer、doc_date、paragraphs。"`
}

// margin is the time that the last document of a play needs after it came.
const margin = 40 * 24 * time.Hour

// Run plays the documents on the record. The story takes place in the weeks
// before today, so that deadlines can pass; afterwards the record is proved.
func (p demoPlayCmd) Run(ctx context.Context) error {
	file, err := os.Open(p.File)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	papers, err := play.ReadPapers(file)
	if err != nil {
		return err
	}
	a, err := open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	begin := time.Now().Add(-margin).AddDate(0, 0, -len(papers))
	office, err := play.NewDirect(ctx, a.Committer, begin)
	if err != nil {
		return err
	}
	if _, err := play.Run(ctx, office, papers, os.Stdout); err != nil {
		return err
	}
	report, err := a.Store.Verify(ctx, nil)
	if err != nil {
		return err
	}
	fmt.Printf("核验：事项 %d 件，事件 %d 条，编号 %d 个，问题 %d 处。\n",
		report.Cases, report.Events, report.Numbers, len(report.Findings))
	if !report.Whole() {
		return errBroken
	}
	return nil
}
