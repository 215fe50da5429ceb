package calendar

import (
	"context"
	"slices"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// OrganAlarms are the alarms of an organ by its name.
type OrganAlarms struct {
	Alarms
	Name string `json:"name" doc:"机关名称。"`
}

type allAlarmsOut struct {
	Body struct {
		Items []OrganAlarms `json:"items" doc:"可以由您设置的机关。"`
	}
}

// listAlarms tells of the organs in which the caller sets the alarms.
func (d Deps) listAlarms(ctx context.Context, _ *struct{}) (*allAlarmsOut, error) {
	all, err := d.Record.AllAlarmOffsets(ctx)
	if err != nil {
		return nil, err
	}
	places, err := d.Record.Workplaces(ctx, door.Person(ctx), d.Now())
	if err != nil {
		return nil, err
	}
	out := &allAlarmsOut{}
	out.Body.Items = []OrganAlarms{}
	for _, organ := range store.OrgansOf(places) {
		may, err := d.Allower.Allow(ctx, door.Person(ctx), organ, "alarm", "set")
		if err != nil {
			return nil, err
		}
		if may {
			out.Body.Items = append(out.Body.Items, OrganAlarms{Alarms: d.alarmsIn(all, organ)})
		}
	}
	return out, d.nameOrgans(ctx, out.Body.Items)
}

func (d Deps) nameOrgans(ctx context.Context, items []OrganAlarms) error {
	book := names.NewBook()
	for _, a := range items {
		book.Want(a.Organ)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return err
	}
	for i := range items {
		items[i].Name = book.UnitRef(items[i].Organ).Name
	}
	return nil
}

// Alarms is when the alarms of an organ's deadlines come.
type Alarms struct {
	models.AlarmOffsets
	Default bool `json:"default" doc:"本机关没有另行设置，为系统缺省值。"`
}

// ByOrgan names an organ; exported, or the path would not reach what embeds it.
type ByOrgan struct {
	Organ string `path:"organ" maxLength:"64" doc:"机关（不是内设机构）。"`
}

type alarmsOut struct{ Body Alarms }

func (d Deps) getAlarms(ctx context.Context, in *ByOrgan) (*alarmsOut, error) {
	all, err := d.Record.AllAlarmOffsets(ctx)
	if err != nil {
		return nil, err
	}
	return &alarmsOut{d.alarmsIn(all, in.Organ)}, nil
}

// alarmsIn are those of the organ among all that were set, or the default.
func (d Deps) alarmsIn(all []models.AlarmOffsets, organ string) Alarms {
	if i := slices.IndexFunc(all, func(a models.AlarmOffsets) bool { return a.Organ == organ }); i >= 0 {
		return Alarms{AlarmOffsets: all[i]}
	}
	return Alarms{Default: true, AlarmOffsets: models.AlarmOffsets{
		Organ: organ, DaysBefore: d.Offsets.Before, DaysEscalate: d.Offsets.Escalate, Hour: d.Offsets.Hour,
	}}
}

type setAlarmsIn struct {
	ByOrgan
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
