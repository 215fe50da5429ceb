package process

// Outlook is what a command would come to.
type Outlook struct {
	Status Status `json:"status"`
	Step   string `json:"step"`
	Title  string `json:"title"` // of the step, or of the end
	// Moved says whether the position changes; while others still have to
	// answer it does not.
	Moved bool `json:"moved"`
	// Asked are the tasks that somebody would get, asleep ones with them.
	Asked []Task `json:"asked,omitempty"`
	// Stands are those who are not asked again.
	Stands []Task `json:"stands,omitempty"`
	// Passed are the steps passed through: skipped, or with signatures that
	// stand.
	Passed []Place `json:"passed,omitempty"`
	// Numbers are the slots that get a number.
	Numbers []string `json:"numbers,omitempty"`
	// Deliveries are the recipients of a dispatch.
	Deliveries []Delivery `json:"deliveries,omitempty"`
	// LeftOut are readers passed over because they have the paper already.
	LeftOut []Party `json:"left_out,omitempty"`
}

// Preview says what would follow from a command, and changes nothing. The
// refusals are those of Decide.
func Preview(d Definition, s State, c Command) (Outlook, error) {
	events, err := Decide(d, s, c)
	if err != nil {
		return Outlook{}, err
	}
	after := s.Clone()
	var out Outlook
	for _, e := range events {
		if err := after.Apply(e); err != nil {
			return Outlook{}, err
		}
		out.note(&d, e.Body)
	}
	out.Status, out.Step, out.Moved = after.Status, after.Step, after.Round != s.Round || after.Status != s.Status
	out.Title = d.placeTitle(Target(after.Step))
	if after.Status.Closed() {
		out.Title = after.Status.Title()
	}
	if c.Verb == VerbCirculate {
		out.LeftOut = LeftOut(s, c.To)
	}
	return out, nil
}

func (o *Outlook) note(d *Definition, body Body) {
	switch b := body.(type) {
	case TaskOpened:
		if b.Task.Stands {
			o.Stands = append(o.Stands, b.Task)
		} else {
			o.Asked = append(o.Asked, b.Task)
		}
	case StepEntered:
		if b.How == CameSkipped || b.How == CameStands {
			o.Passed = append(o.Passed, d.places([]string{b.Step})...)
		}
	case NumberNeeded:
		o.Numbers = append(o.Numbers, b.Slot)
	case Dispatched:
		o.Deliveries = append(o.Deliveries, b.Deliveries...)
	}
}
