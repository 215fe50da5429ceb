package store

import (
	"context"
	"encoding/json"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// verifyDocuments proves that documents show what their cases say: the present
// text with its version, the numbers taken, and a version for every text there
// was, each still kept.
func (s *Store) verifyDocuments(ctx context.Context, report *Report) error {
	for after := ""; ; {
		var rows []documentRow
		if err := s.DB(ctx).Where("id > ?", after).Order("id").Limit(verifyBatch).Find(&rows).Error; err != nil {
			return err
		}
		if len(rows) == 0 {
			return nil
		}
		after = rows[len(rows)-1].ID
		if err := s.verifyDocumentBatch(ctx, rows, report); err != nil {
			return err
		}
	}
}

func (s *Store) verifyDocumentBatch(ctx context.Context, rows []documentRow, report *Report) error {
	ids, caseIDs := make([]string, len(rows)), make([]string, len(rows))
	for i, row := range rows {
		ids[i], caseIDs[i] = row.ID, row.CaseID
	}
	var cases []models.Case
	if err := s.DB(ctx).Where("id IN ?", caseIDs).Find(&cases).Error; err != nil {
		return err
	}
	states := map[string]process.State{}
	for _, row := range cases {
		var state process.State
		if err := json.Unmarshal([]byte(row.State), &state); err != nil {
			continue // the state itself is proved elsewhere
		}
		states[row.ID] = state
	}
	var versions []models.DocumentVersion
	if err := s.DB(ctx).Where("document_id IN ?", ids).Order("document_id, version").Find(&versions).Error; err != nil {
		return err
	}
	kept, err := s.keptContents(ctx, versions)
	if err != nil {
		return err
	}
	byDocument := map[string][]models.DocumentVersion{}
	for _, version := range versions {
		byDocument[version.DocumentID] = append(byDocument[version.DocumentID], version)
	}
	for _, row := range rows {
		if state, ok := states[row.CaseID]; ok {
			proveDocument(row, state, byDocument[row.ID], kept, report)
		}
	}
	return nil
}

// keptContents are the hashes of versions whose bytes are there.
func (s *Store) keptContents(ctx context.Context, versions []models.DocumentVersion) (map[string]bool, error) {
	hashes := make([]string, len(versions))
	for i, version := range versions {
		hashes[i] = version.Hash
	}
	var found []string
	err := s.DB(ctx).Model(&contentRow{}).Where("hash IN ?", hashes).Pluck("hash", &found).Error
	kept := map[string]bool{}
	for _, hash := range found {
		kept[hash] = true
	}
	return kept, err
}

func proveDocument(
	row documentRow, state process.State, versions []models.DocumentVersion, kept map[string]bool, report *Report,
) {
	find := func(column, detail string) {
		report.find(Finding{
			Check: CheckDocuments, Table: "documents", CaseID: row.CaseID, Row: row.ID, Column: column, Detail: detail,
		})
	}
	switch {
	case row.Hash != state.Text.Hash || row.Version != state.Text.Version:
		find("hash", wordsDocumentText)
	case row.ReceiptNo != state.Numbers[slotReceiptNo]:
		find("receipt_no", wordsDocumentNumber)
	case row.DocNo != state.Numbers[slotDocNo]:
		find("doc_no", wordsDocumentNumber)
	case row.CeasedHow != ceasedHow(&state):
		find("ceased_how", wordsDocumentCeased)
	case len(versions) == 0 || len(versions) != row.Version || versions[len(versions)-1].Hash != row.Hash:
		find("version", wordsDocumentVersions)
	}
	for i, version := range versions {
		if version.Version != i+1 || !kept[version.Hash] {
			find("version", wordsDocumentVersions)
			return
		}
	}
}

func ceasedHow(s *process.State) string {
	if s.Ceased == nil {
		return ""
	}
	return s.Ceased.How
}
