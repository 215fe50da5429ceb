package cases

import (
	"context"
	"slices"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/process"
)

// Options are what the person may do now, and what a client needs to draw each
// act: the tasks, deliveries and clocks that the options name by id.
type Options struct {
	Seq        int64             `json:"seq"`
	Items      []process.Allowed `json:"items"`
	Tasks      []Task            `json:"tasks"`
	Deliveries []Delivery        `json:"deliveries"`
	Clocks     []Clock           `json:"clocks"`
}

// options asks the kernel; nothing here decides. What no person sends to a case
// is left out.
func (d Deps) options(ctx context.Context, id string) (*Options, error) {
	viewer, record, err := d.load(ctx, id)
	if err != nil {
		return nil, err
	}
	s := &record.State
	by, err := d.Standing.Standing(ctx, door.Person(ctx), s.OwnerUnit, d.Now())
	if err != nil {
		return nil, err
	}
	out := &Options{
		Seq: s.Seq, Items: process.Options(record.Definition, *s, by, d.Now()),
		Tasks: []Task{}, Deliveries: []Delivery{}, Clocks: []Clock{},
	}
	out.Items = slices.DeleteFunc(out.Items, func(a process.Allowed) bool { return slices.Contains(notForPeople, a.Verb) })
	if out.Items == nil {
		out.Items = []process.Allowed{}
	}
	book := names.NewBook()
	for _, t := range openTasks(s) {
		wantTask(book, t)
	}
	for _, delivery := range s.Deliveries {
		book.Want(delivery.Unit)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	for _, t := range openTasks(s) {
		out.Tasks = append(out.Tasks, taskOf(book, record.Definition, viewer, t))
	}
	for _, delivery := range s.Deliveries {
		out.Deliveries = append(out.Deliveries, deliveryOf(book, delivery))
	}
	for _, c := range s.Clocks {
		if c.Status == process.ClockIsRunning {
			out.Clocks = append(out.Clocks, clockOf(record.Definition, c))
		}
	}
	return out, nil
}
