//! Whether rosters, and the state machines and clocks that run over them, hold together.

use super::audit::Audit;
use super::{Clock, Machine, Roster};
use crate::field::FieldKind;

impl<'a> Audit<'a> {
    pub(super) fn rosters(&mut self) {
        let procedure = self.procedure;
        for (at, roster) in procedure.rosters.iter().enumerate() {
            if let Some(when) = &roster.when {
                self.cel(&format!("rosters[{at}].when"), when, None);
            }
        }
        // Only from here on: whether a field is asked is settled before rosters are read.
        self.names.extend(procedure.rosters.iter().map(|roster| roster.id.as_str()));
        for (at, roster) in procedure.rosters.iter().enumerate() {
            let path = format!("rosters[{at}]");
            self.new_name(&path, &roster.id);
            if procedure.rosters[..at].iter().any(|other| other.id == roster.id) {
                self.report(format!("{path}.id"), format!("清单“{}”重复", roster.id));
            }
            self.basis(&format!("{path}.basis"), &roster.basis);
            if let Some(id) = &roster.beside
                && procedure.material(id).is_none()
            {
                self.report(format!("{path}.beside"), format!("没有材料“{id}”"));
            }
            let named = std::iter::once(("row_name", &roster.row_name));
            for (key, id) in named.chain(roster.unique.iter().map(|id| ("unique", id))) {
                if roster.field(id).is_none() {
                    self.report(format!("{path}.{key}"), format!("清单“{}”没有字段“{id}”", roster.id));
                }
            }
        }
    }

    pub(super) fn machines(&mut self) {
        let procedure = self.procedure;
        for (at, machine) in procedure.machines.iter().enumerate() {
            let path = format!("machines[{at}]");
            self.basis(&format!("{path}.basis"), &machine.basis);
            if procedure.machines[..at].iter().any(|other| other.id == machine.id) {
                self.report(format!("{path}.id"), format!("状态机“{}”重复", machine.id));
            }
            let (of, events) = (procedure.roster(&machine.of), procedure.roster(&machine.events));
            for (key, id, roster) in [("of", &machine.of, of), ("events", &machine.events, events)] {
                match roster {
                    None => self.report(format!("{path}.{key}"), format!("没有名为“{id}”的清单")),
                    Some(roster) if roster.field(&machine.id).is_some() => {
                        self.report(format!("{path}.id"), format!("“{}”已是清单“{id}”的字段", machine.id));
                    }
                    Some(_) => self.new_name(&path, &machine.id),
                }
            }
            if machine.of == machine.events {
                self.report(format!("{path}.events"), "变更要另列一份清单");
            }
            if let (Some(of), Some(events)) = (of, events) {
                self.machine_fields(&path, machine, of, events);
            }
            self.machine_states(&path, machine);
        }
    }

    fn machine_fields(&mut self, path: &str, machine: &Machine, of: &Roster, events: &Roster) {
        self.cell(&format!("{path}.key"), of, &machine.key, |_| true, "");
        self.cell(&format!("{path}.names"), events, &machine.names, |_| true, "");
        let is_date = |kind: &FieldKind| matches!(kind, FieldKind::Date);
        self.cell(&format!("{path}.from"), of, &machine.from, is_date, "日期");
        self.cell(&format!("{path}.on"), events, &machine.on, is_date, "日期");
        let is_choice = |kind: &FieldKind| matches!(kind, FieldKind::Choice { .. });
        self.cell(&format!("{path}.event"), events, &machine.event, is_choice, "选择");
        let Some(FieldKind::Choice { options }) = events.field(&machine.event).map(|field| &field.kind)
        else {
            return;
        };
        for option in options {
            if !machine.moves.iter().any(|step| step.event == option.code) {
                self.report(
                    format!("{path}.moves"),
                    format!("没有写明“{}”从哪些状态到哪个状态", option.label),
                );
            }
        }
        for (index, step) in machine.moves.iter().enumerate() {
            if !options.iter().any(|option| option.code == step.event) {
                let reason = format!("字段“{}”没有选项“{}”", machine.event, step.event);
                self.report(format!("{path}.moves[{index}].event"), reason);
            }
        }
    }

    fn machine_states(&mut self, path: &str, machine: &Machine) {
        for (index, state) in machine.states.iter().enumerate() {
            if machine.state(&state.id) != Some(index) {
                self.report(format!("{path}.states[{index}].id"), format!("状态“{}”重复", state.id));
            }
        }
        let mut named = vec![(format!("{path}.initial"), &machine.initial)];
        for (index, step) in machine.moves.iter().enumerate() {
            let at = format!("{path}.moves[{index}]");
            named.extend(step.from.iter().map(|from| (format!("{at}.from"), from)));
            named.push((format!("{at}.to"), &step.to));
            let leaves_alike = |other: &super::MachineMove| {
                other.event == step.event && other.from.iter().any(|from| step.from.contains(from))
            };
            if machine.moves[..index].iter().any(leaves_alike) {
                self.report(at, format!("“{}”从同一状态有两个去向", step.event));
            }
        }
        for (path, id) in named {
            if machine.state(id).is_none() {
                self.report(path, format!("没有名为“{id}”的状态"));
            }
        }
    }

    pub(super) fn clocks(&mut self) {
        let procedure = self.procedure;
        for (at, clock) in procedure.clocks.iter().enumerate() {
            let path = format!("clocks[{at}]");
            self.basis(&format!("{path}.basis"), &clock.basis);
            if procedure.clocks[..at].iter().any(|other| other.id == clock.id) {
                self.report(format!("{path}.id"), format!("期限“{}”重复", clock.id));
            }
            let roster = clock.each.as_deref().and_then(|id| procedure.roster(id));
            if let (Some(id), None) = (&clock.each, roster) {
                self.report(format!("{path}.each"), format!("没有名为“{id}”的清单"));
                continue;
            }
            self.clock_fields(&path, clock, roster);
            for (key, cel) in [("when", &clock.when), ("counted_from", &clock.counted_from)] {
                if let Some(cel) = cel {
                    self.cel(&format!("{path}.{key}"), cel, roster);
                }
            }
            if let Some(name) = clock.length.parameter() {
                let held = procedure.parameters.get(name);
                if !held.is_some_and(|held| held.values().all(|one| one.value.number().is_some())) {
                    self.report(&path, format!("没有名为“{name}”、值为数字的参数"));
                }
            }
        }
    }

    fn clock_fields(&mut self, path: &str, clock: &Clock, roster: Option<&Roster>) {
        for (key, id) in [("start", Some(&clock.start)), ("done", clock.done.as_ref())] {
            let (Some(id), path) = (id, format!("{path}.{key}")) else { continue };
            match roster {
                Some(roster) => self.cell(&path, roster, id, |kind| matches!(kind, FieldKind::Date), "日期"),
                None => self.field(&path, id),
            }
        }
    }

    /// A field of a roster, of a type that fits.
    fn cell(&mut self, path: &str, roster: &Roster, id: &str, fits: fn(&FieldKind) -> bool, what: &str) {
        match roster.field(id) {
            None => self.report(path, format!("清单“{}”没有字段“{id}”", roster.id)),
            Some(field) if !fits(&field.kind) => {
                self.report(path, format!("清单“{}”的字段“{id}”不是{what}", roster.id));
            }
            Some(_) => {}
        }
    }
}
