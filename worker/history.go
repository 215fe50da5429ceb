package worker

import (
	"compress/gzip"
	"context"
	"io"

	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/encoding/protojson"

	"github.com/zhihui-renda/renda/workflows/contract"
)

// WriteHistory writes the history of a case's last run as gzipped JSON, as the
// replay test reads it. It returns the number of events.
func WriteHistory(ctx context.Context, c client.Client, caseID string, to io.Writer) (int, error) {
	var history historypb.History
	events := c.GetWorkflowHistory(ctx, contract.CaseID(caseID), "", false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		if err != nil {
			return 0, err
		}
		history.Events = append(history.Events, event)
	}
	text, err := protojson.Marshal(&history)
	if err != nil {
		return 0, err
	}
	zip := gzip.NewWriter(to)
	if _, err := zip.Write(text); err != nil {
		return 0, err
	}
	return len(history.Events), zip.Close()
}

// ReadHistory reads what WriteHistory wrote.
func ReadHistory(from io.Reader) (*historypb.History, error) {
	zip, err := gzip.NewReader(from)
	if err != nil {
		return nil, err
	}
	return client.HistoryFromJSON(zip, client.HistoryJSONOptions{})
}
