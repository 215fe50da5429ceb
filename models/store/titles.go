package store

import (
	"context"

	"github.com/zhihui-renda/renda/models"
)

// Named are ids that forms hold beside those of persons and units.
type Named struct{ Series, Files, Cases []string }

// TitlesOf are the words for what is named, by id. A case that the viewer may
// not see is left out, as is what is not there.
func (s *Store) TitlesOf(ctx context.Context, viewer models.Viewer, named Named) (map[string]string, error) {
	titles := map[string]string{}
	type row struct{ ID, Title string }
	note := func(rows []row) {
		for _, r := range rows {
			titles[r.ID] = r.Title
		}
	}
	if len(named.Series) > 0 {
		var rows []row
		err := s.DB(ctx).Raw("SELECT series_key AS id, title FROM number_series WHERE series_key IN ?", named.Series).Find(&rows).Error
		if err != nil {
			return nil, asFault(err)
		}
		note(rows)
	}
	if len(named.Files) > 0 {
		var rows []row
		if err := s.DB(ctx).Raw("SELECT id, name AS title FROM files WHERE id IN ?", named.Files).Find(&rows).Error; err != nil {
			return nil, asFault(err)
		}
		note(rows)
	}
	if len(named.Cases) > 0 {
		var rows []row
		err := s.DB(ctx).Model(&models.Case{}).Scopes(Visible(viewer, "cases.id")).Select("id, title").Where("id IN ?", named.Cases).Find(&rows).Error
		if err != nil {
			return nil, asFault(err)
		}
		note(rows)
	}
	return titles, nil
}
