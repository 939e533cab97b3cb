//! A decision on paper: the outcome, the chain of reasons as a table, what is missing or would change it.

use super::report::Composer;
use super::tables::cell;
use super::{Align, CellKind, Style, TableRow};
use crate::check::StepState;
use crate::check::grouping::place_name_in;

impl Composer<'_> {
    /// The outcome of the procedure's decision with its reasons; nothing when it decides nothing.
    pub(super) fn decision(&mut self) {
        let Some(decision) = &self.report.decision else { return };
        let mut texts = vec![format!("结论：{}。", decision.title), decision.text.clone()];
        texts.extend((!decision.next.is_empty()).then(|| format!("下一步：{}", decision.next)));
        if !decision.possible.is_empty() {
            texts.push(format!("尚可能的结论：{}。", decision.possible.join("；")));
        }
        if !decision.missing.is_empty() {
            let mut names: Vec<String> = decision
                .missing
                .iter()
                .map(|place| place_name_in(self.procedure, self.dossier, place))
                .collect();
            names.dedup();
            texts.push(format!("待补充的事项：{}。", names.join("、")));
        }
        self.paragraphs(texts, self.look.body);
        let centred = Style { align: Align::Center, ..self.look.cell };
        let rows = decision.steps.iter().enumerate().map(|(at, step)| {
            let state = match step.state {
                StepState::Held => "成立",
                StepState::NotHeld => "不成立",
                StepState::Unknown => "不能判断",
            };
            let basis: Vec<&str> = step.clause.iter().map(|code| self.procedure.cite(code)).collect();
            TableRow {
                cells: vec![
                    cell(CellKind::Label, [(at + 1).to_string()], centred),
                    cell(CellKind::Data, [step.title.clone()], self.look.cell),
                    cell(CellKind::Data, [state.to_owned()], centred),
                    cell(CellKind::Data, [step.text.clone()], self.look.cell),
                    cell(CellKind::Data, [basis.join("；")], self.look.cell),
                ],
            }
        });
        let rows = rows.collect();
        let head = ["序号", "判断的事项", "结果", "理由", "依据"].map(str::to_owned).to_vec();
        self.table(Some("判断的步骤"), vec![1.0, 2.2, 1.4, 3.9, 3.5], head, rows);
        if !decision.changes.is_empty() {
            self.paragraphs(["下列变化会改变结论：".to_owned()], self.look.body);
            let changes = decision.changes.iter().enumerate().map(|(at, change)| {
                let basis: Vec<&str> = change.clause.iter().map(|code| self.procedure.cite(code)).collect();
                format!("（{}）{}（{}）", at + 1, change.text, basis.join("；"))
            });
            let changes: Vec<String> = changes.collect();
            self.paragraphs(changes, self.look.body);
        }
    }
}
