package demo

import (
	"context"

	"github.com/zhihui-renda/renda/models"
)

// phrases are what the congress's people share for their opinions, by what the
// step is about: to decide, to propose, to hand to somebody, to read.
func phrases() []string {
	return []string{
		"同意。",
		"拟同意，呈请批示。",
		"请按规定办理，并于期限前报送结果。",
		"请农业农村工委牵头办理，相关工委配合。",
		"已阅，请办公室跟踪落实。",
		"请补充有关依据和数据后再报。",
		"原则同意，请按会签意见修改后印发。",
		"情况属实，建议列入下次主任会议议题。",
	}
}

// addPhrases gives the congress its shared phrases, unless it has some: what
// its office took away does not come back.
func (l *loader) addPhrases(ctx context.Context) error {
	organ := l.units[Congress].ID
	there, err := l.store.Phrases(ctx, l.by.PersonID, []string{organ})
	if err != nil || len(there) > 0 {
		return err
	}
	for _, words := range phrases() {
		_, err := l.store.CreatePhrase(ctx, models.Phrase{Organ: organ, Words: words, CreatedBy: l.by.PersonID, CreatedAt: l.by.At})
		if err != nil {
			return err
		}
		l.report.Phrases++
	}
	return nil
}
