package store

import (
	"context"
	"strconv"

	"github.com/zhihui-renda/renda/models"
)

// verifySecurity proves the chain of the security log.
func (s *Store) verifySecurity(ctx context.Context, report *Report) error {
	broken, err := s.VerifySecurityLog(ctx)
	if broken != 0 {
		report.find(Finding{
			Check: CheckSecurity, Table: "security_log", Seq: broken, Row: strconv.FormatInt(broken, 10), Detail: wordsSecurityBroken,
		})
	}
	return err
}

// verifyPeople proves that nobody holds posts he may not hold together, whoever
// wrote them: the three administrators stay apart.
func (s *Store) verifyPeople(ctx context.Context, report *Report) error {
	var rows []postRow
	if err := s.DB(ctx).Order("person_id, from_at, id").Find(&rows).Error; err != nil {
		return err
	}
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].PersonID == rows[0].PersonID {
			n++
		}
		posts := make([]models.Post, n)
		for i, r := range rows[:n] {
			posts[i] = r.post()
		}
		if models.CheckPosts(posts) != nil {
			report.find(Finding{Check: CheckPeople, Table: "posts", Row: rows[0].PersonID, Detail: wordsPostsMixed})
		}
		rows = rows[n:]
	}
	return nil
}

const (
	wordsSecurityBroken = "安全日志自此条起与哈希链不符"
	wordsPostsMixed     = "此人同时担任了不得兼任的职务"
)
