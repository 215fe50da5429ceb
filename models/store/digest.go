package store

import (
	"context"

	"github.com/zhihui-renda/renda/models"
)

// DigestLine is one thing an agent did, with the paper it was done to and what
// was written.
type DigestLine struct {
	models.Task
	Title   string
	Number  string
	Process string
	Opinion string
}

// Digest is what an agent did for a principal while a delegation held, newest
// first: what he reads on his return. A case that the viewer may not see any
// more is left out.
func (s *Store) Digest(ctx context.Context, viewer models.Viewer, p models.Proxy) ([]DigestLine, error) {
	lines := []DigestLine{}
	err := s.DB(ctx).Table("tasks").Select("tasks.*, cases.title, cases.number, cases.process").
		Joins("JOIN cases ON cases.id = tasks.case_id").Scopes(Visible(viewer, "tasks.case_id")).
		Where("tasks.done_for = ? AND tasks.done_by = ? AND tasks.done_at >= ? AND tasks.done_at < ?",
			p.Principal, p.Agent, utc(p.From), utc(p.End())).
		Order("tasks.done_at DESC, tasks.id DESC").Limit(mostHandedOver).Find(&lines).Error
	if err != nil || len(lines) == 0 {
		return lines, asFault(err)
	}
	var ids []string
	for i := range lines {
		localize(&lines[i].Task)
		ids = append(ids, lines[i].ID)
	}
	var opinions []models.Opinion
	if err := s.DB(ctx).Select("task_id", "text").Where("task_id IN ?", ids).Order("seq").Find(&opinions).Error; err != nil {
		return nil, asFault(err)
	}
	texts := map[string]string{}
	for _, o := range opinions {
		texts[o.TaskID] = o.Text
	}
	for i := range lines {
		lines[i].Opinion = texts[lines[i].ID]
	}
	return lines, nil
}
