package store

import (
	"context"

	"github.com/zhihui-renda/renda/models"
)

// sendersTold is how many senders one question gets.
const sendersTold = 12

// Senders are those from whom the organ had papers that the viewer may see and
// whose name holds the text, the most frequent first, each with its last paper.
// The count reads an index; only the papers that are told are read themselves.
func (s *Store) Senders(ctx context.Context, viewer models.Viewer, owner, text string) ([]models.SenderMemory, error) {
	var counts []struct {
		SourceOrg string
		Last      string
		Papers    int
	}
	err := s.DB(ctx).Table("documents").Scopes(Visible(viewer, "documents.case_id")).
		Where("owner_unit = ? AND flow = ? AND source_org <> ''", owner, string(models.Incoming)).
		Where("source_org LIKE ? ESCAPE '!'", contains(text)).
		Select("source_org, MAX(case_id) AS last, COUNT(*) AS papers").Group("source_org").
		Order("papers DESC, last DESC").Limit(sendersTold).Scan(&counts).Error
	if err != nil || len(counts) == 0 {
		return []models.SenderMemory{}, asFault(err)
	}
	ids := make([]string, len(counts))
	for i, c := range counts {
		ids[i] = c.Last
	}
	var rows []documentRow
	if err := s.DB(ctx).Where("case_id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, asFault(err)
	}
	last := map[string]documentRow{}
	for _, r := range rows {
		last[r.CaseID] = r
	}
	out := make([]models.SenderMemory, len(counts))
	for i, c := range counts {
		r := last[c.Last]
		out[i] = models.SenderMemory{
			Name: c.SourceOrg, Papers: c.Papers, LastNumber: r.SourceDocNo, LastOn: r.ReceivedOn, LastKind: models.DocKind(r.Kind),
			Prefix: models.NumberPrefix(r.SourceDocNo),
		}
	}
	return out, nil
}
