package models

import "time"

// BackupMaker is who made a backup.
type BackupMaker string

// The makers.
const (
	BackupByRenda   BackupMaker = "renda"   // `renda backup`: copied and proved
	BackupByOutside BackupMaker = "outside" // the database's own tools, whose job said that it ended well
)

// Backup is a copy of the record and its files that one can go back to.
type Backup struct {
	At     time.Time   `json:"at"`
	MadeBy BackupMaker `json:"made_by" enum:"renda,outside" doc:"renda 为 renda backup 所作并已核验；outside 为数据库自己的工具所作，作业报告成功。"`
	Name   string      `json:"name,omitempty" doc:"副本的文件名。"`
	Size   int64       `json:"size,omitempty" doc:"数据库副本的字节数。"`
	Files  int         `json:"files,omitempty" doc:"副本所附的附件个数。"`
	// Broken is how many rows of the copy are wrong, and how many files were not
	// there any more to be copied.
	Broken int `json:"broken" doc:"副本中有问题的行数，加上原件已不在的附件数；零即完好。"`
}

// Stale says whether the backup is older than a day.
func (b *Backup) Stale(now time.Time) bool { return now.Sub(b.At) > freshFor }
