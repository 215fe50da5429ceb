package calendar

import (
	"context"
	"slices"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
)

// Alarms is when the alarms of an organ's deadlines come.
type Alarms struct {
	models.AlarmOffsets
	Default bool `json:"default" doc:"本机关没有另行设置，为系统缺省值。"`
}

type organIn struct {
	Organ string `path:"organ" maxLength:"64" doc:"机关（不是内设机构）。"`
}

type alarmsOut struct{ Body Alarms }

func (d Deps) getAlarms(ctx context.Context, in *organIn) (*alarmsOut, error) {
	all, err := d.Record.AllAlarmOffsets(ctx)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(all, func(a models.AlarmOffsets) bool { return a.Organ == in.Organ }); i >= 0 {
		return &alarmsOut{Alarms{AlarmOffsets: all[i]}}, nil
	}
	return &alarmsOut{Alarms{Default: true, AlarmOffsets: models.AlarmOffsets{
		Organ: in.Organ, DaysBefore: d.Offsets.Before, DaysEscalate: d.Offsets.Escalate, Hour: d.Offsets.Hour,
	}}}, nil
}

type setAlarmsIn struct {
	organIn
	Body struct {
		DaysBefore   int `json:"days_before" minimum:"0" maximum:"10" doc:"到期前几个工作日提醒。"`
		DaysEscalate int `json:"days_escalate" minimum:"1" maximum:"20" doc:"逾期几个工作日后上报。"`
		Hour         int `json:"hour" minimum:"6" maximum:"20" doc:"几点提醒；逾期提醒总在截止日结束时。"`
	}
}

// setAlarms asks policy once more, in the organ: its own office sets them.
func (d Deps) setAlarms(ctx context.Context, in *setAlarmsIn) (*changedOut, error) {
	allowed, err := d.Allower.Allow(ctx, door.Person(ctx), in.Organ, "alarm", "set")
	if err == nil && !allowed {
		err = faultOtherOrgan()
	}
	if err != nil {
		return nil, err
	}
	err = d.Record.SetAlarmOffsets(ctx, models.AlarmOffsets{
		Organ: in.Organ, DaysBefore: in.Body.DaysBefore, DaysEscalate: in.Body.DaysEscalate, Hour: in.Body.Hour,
	}, d.by(ctx))
	if err != nil {
		return nil, err
	}
	return d.changed(ctx), nil
}
