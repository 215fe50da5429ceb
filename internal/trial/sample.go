package trial

import (
	"slices"
	"time"

	"github.com/zhihui-renda/renda/process"
)

// sampleHash stands for the text of the case; signatures bind it.
const sampleHash = "trial"

// codeCircle says that the walk went on too long.
const codeCircle process.Code = "TRIAL_CIRCLE"

// What a trial says to people.
const (
	wordsSample    = "试运行"
	wordsCircle    = "走了很多步仍未结束，流程可能在原地循环，请检查各结果的去向。"
	wordsNoTask    = "没有人能继续办理，流程停在这里。"
	wordsNobody    = "这个岗位现在无人担任，真实事项会停在这里。"
	wordsSeparated = "这个岗位的人都已办理过前面的环节，须回避，真实事项会停在这里。"
)

// sample is something a field accepts; nil when there is nothing of the kind.
func (w *walk) sample(key string, by process.Person) ([]string, error) {
	if known, ok := w.samples[key]; ok {
		return known, nil
	}
	field := w.field(key)
	if field == nil {
		return nil, nil
	}
	values, err := w.valueOf(field, by)
	if err == nil && values != nil {
		w.samples[key] = values
	}
	return values, err
}

// field is the field of the present step, or of any step, with the key.
func (w *walk) field(key string) *process.Field {
	var found *process.Field
	for i := range w.d.Steps {
		step := &w.d.Steps[i]
		for j := range step.Form {
			if step.Form[j].Key == key && (found == nil || step.Key == w.state.Step) {
				found = &step.Form[j]
			}
		}
	}
	return found
}

func (w *walk) valueOf(f *process.Field, by process.Person) ([]string, error) {
	if len(f.Default) > 0 {
		return f.Default, nil
	}
	switch f.Type {
	case process.FieldChoice, process.FieldChoices:
		return []string{f.Options[0].Value}, nil
	case process.FieldTick:
		return []string{"true"}, nil
	case process.FieldDate:
		return []string{w.script.At.In(process.Shanghai).Format(time.DateOnly)}, nil
	case process.FieldNumber:
		return []string{"1"}, nil
	case process.FieldPerson, process.FieldPersons:
		return w.person(f, by)
	case process.FieldUnit, process.FieldUnits:
		units, err := w.world.UnitsWith(w.ctx, f.Role, w.script.At)
		if err != nil || len(units) == 0 {
			return nil, err
		}
		// Another organ than the own one says more about who is asked.
		for _, unit := range units {
			if unit != w.state.OwnerUnit {
				return []string{unit}, nil
			}
		}
		return units[:1], nil
	case process.FieldRecipients:
		return []string{wordsSample + ":" + wordsSample}, nil
	default:
		return []string{wordsSample}, nil
	}
}

// person is somebody in the organ who holds one of the field's roles, another
// one than who acts if there is one.
func (w *walk) person(f *process.Field, by process.Person) ([]string, error) {
	roles := f.Roles()
	if len(roles) == 0 {
		return []string{by.ID}, nil
	}
	for _, role := range roles {
		post := process.Post{Role: role, Unit: w.state.OwnerUnit}
		holders, err := w.world.Holders(w.ctx, []process.Post{post}, w.script.At)
		if err != nil {
			return nil, err
		}
		others := slices.DeleteFunc(slices.Clone(holders[post]), func(id string) bool { return id == by.ID })
		if len(others) > 0 {
			return others[:1], nil
		}
	}
	return nil, nil
}
