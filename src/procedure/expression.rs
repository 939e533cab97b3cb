//! CEL expressions as they stand in a definition, and the names they may use.
//!
//! The parser is `cel`'s hand-written one; its ANTLR parser would more than double the page.

use std::collections::BTreeSet;

use cel::common::ast::{ComprehensionExpr, EntryExpr, Expr, operators};
use cel::parser::PrattParser;

/// The functions that rules may call beyond the CEL standard library, with what each gives.
///
/// Days are texts `YYYY-MM-DD`, which compare in calendar order.
pub const FUNCTIONS: [(&str, &str); 22] = [
    ("add_workdays", "(day, n) → the n-th working day after a day; waits when not yet published"),
    ("on_time", "(start, n, day) → whether a day is within n working days after the start"),
    ("workdays_between", "(a, b) → working days after a, up to and including b"),
    ("add_months", "(day, n) → the corresponding day n months on, clipped to the month's end"),
    ("add_days", "(day, n) → n calendar days on; n may be negative"),
    ("days_between", "(a, b) → calendar days from a to b"),
    ("later", "(a, b) → the later of two days"),
    ("year_of", "(day) → its year"),
    ("approval_year", "(批准书号) → the year in it, 0 when there is none"),
    ("born", "(number) → the birth date in a resident ID number, blank when it is none"),
    ("sex", "(number) → 男 or 女 by a resident ID number, blank when it is none"),
    ("is_mobile", "(phone) → whether it is a mobile number"),
    ("same_name", "(a, b) → whether two names agree but for width, brackets and spaces"),
    ("mentions", "(text, part) → whether a part stands in a text, with the same folding"),
    ("duplicates", "(list) → the texts that stand in a list more than once, with the same folding"),
    ("in_force", "(name, day) → the value of a parameter on a day; waits when none is known"),
    ("sum", "(list) → the sum of whole numbers; null counts nothing"),
    ("largest", "(list) → the largest whole number, 0 when there is none; null counts nothing"),
    ("count_of", "(list, value) → how often a value stands in a list"),
    ("files", "(material, slot) → number of files there"),
    ("pages", "(material, slot) → number of pages there"),
    (
        "cites",
        "(material, name) → whether a standard is cited in the text of a material's files, as far as it was read",
    ),
];

/// The name of the row at hand.
pub const ROW: &str = "row";

/// Functions of the CEL standard library, its operators and macros that rules may use.
const STANDARD: [&str; 7] = ["size", "contains", "startsWith", "endsWith", "string", "int", "matches"];

/// A parsed expression with the names it reads.
#[derive(Clone, Debug)]
pub struct Expression {
    /// The syntax tree, evaluated by `check`.
    pub tree: cel::IdedExpr,
    /// Free variables: ids of fields, rosters and values, parameters, `today`, `row`.
    pub reads: BTreeSet<String>,
    /// What is read of rows: the roster's id, or `row` for the row at hand, and the field.
    pub cells: BTreeSet<(String, String)>,
    /// The same for what is tested by `has(…)`: there is no waiting for it.
    pub tested: BTreeSet<(String, String)>,
    /// The names read in other ways than through `cells` and by their number: for such a roster every
    /// change of a row counts.
    pub whole: BTreeSet<String>,
    calls: BTreeSet<String>,
}

impl Expression {
    /// Parses CEL. The error is the parser's own first message.
    pub fn parse(text: &str) -> Result<Self, String> {
        let tree = PrattParser::new().parse(text).map_err(|errors| {
            errors.errors.first().map_or_else(|| "CEL 语法错误".to_owned(), |error| error.msg.clone())
        })?;
        Ok(Self::of(tree))
    }

    fn of(tree: cel::IdedExpr) -> Self {
        let mut names = Names::default();
        names.walk(&tree.expr);
        names.cells.retain(|cell| !names.tested.contains(cell));
        Self {
            tree,
            reads: names.reads,
            cells: names.cells,
            tested: names.tested,
            whole: names.whole,
            calls: names.calls,
        }
    }

    /// The operands of the outermost `||` (`any`) or `&&` (`all`); `None` when it is neither.
    pub fn operands(&self) -> Option<(Junction, Vec<Self>)> {
        let Expr::Call(call) = &self.tree.expr else { return None };
        let junction = match call.func_name.as_str() {
            operators::LOGICAL_OR => Junction::Any,
            operators::LOGICAL_AND => Junction::All,
            _ => return None,
        };
        Some((junction, call.args.iter().cloned().map(Self::of).collect()))
    }

    /// Whether a function is called.
    pub fn calls(&self, name: &str) -> bool {
        self.calls.contains(name)
    }

    /// The name that the whole expression is, when it is one: `org_name`, or `row.recipient` as
    /// (`row`, `recipient`).
    pub fn name(&self) -> Option<(Option<&str>, &str)> {
        match &self.tree.expr {
            Expr::Ident(name) => Some((None, name)),
            Expr::Select(select) => match &select.operand.expr {
                Expr::Ident(list) if !select.test => Some((Some(list), &select.field)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Functions called that neither CEL nor this program has.
    pub fn unknown_calls(&self) -> impl Iterator<Item = &str> {
        self.calls.iter().map(String::as_str).filter(|name| {
            let operator = !name.starts_with(|c: char| c.is_ascii_lowercase());
            !operator && !STANDARD.contains(name) && !FUNCTIONS.iter().any(|(known, _)| known == name)
        })
    }
}

/// How the operands of a condition are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Junction {
    /// `||`: one of them must hold.
    Any,
    /// `&&`: all of them must hold.
    All,
}

/// Splits a message into plain text and the CEL between braces.
pub fn template(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').ok_or("“{”没有对应的“}”")? + open;
        if open > 0 {
            pieces.push(Piece::Text(rest[..open].to_owned()));
        }
        pieces.push(Piece::Value(Expression::parse(&rest[open + 1..close])?));
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

/// A part of a message.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// A value to be put in.
    Value(Expression),
}

/// Whether a step of a comprehension puts the element itself into the result, as `filter` does.
fn keeps_elements(step: &Expr, element: &str) -> bool {
    match step {
        Expr::List(list) => {
            matches!(&list.elements[..], [only] if matches!(&only.expr, Expr::Ident(name) if name == element))
        }
        Expr::Call(call) => call.args.iter().any(|arg| keeps_elements(&arg.expr, element)),
        _ => false,
    }
}

#[derive(Default)]
struct Names {
    reads: BTreeSet<String>,
    calls: BTreeSet<String>,
    cells: BTreeSet<(String, String)>,
    tested: BTreeSet<(String, String)>,
    whole: BTreeSet<String>,
    /// Variables of the comprehensions around, with the list whose elements they stand for.
    bound: Vec<(String, Option<String>)>,
}

impl Names {
    fn walk(&mut self, expr: &Expr) {
        match expr {
            Expr::Unspecified | Expr::Literal(_) => {}
            Expr::Ident(name) => {
                self.name(name);
                let list = self.bound.iter().rev().find(|(bound, _)| bound == name);
                self.whole.extend(list.map_or(Some(name.clone()), |(_, list)| list.clone()));
            }
            Expr::Select(select) => {
                if let Expr::Ident(name) = &select.operand.expr {
                    let list = match self.bound.iter().rev().find(|(bound, _)| bound == name) {
                        Some((_, list)) => list.clone(),
                        None => (name == ROW).then(|| ROW.to_owned()),
                    };
                    let seen = if select.test { &mut self.tested } else { &mut self.cells };
                    seen.extend(list.map(|list| (list, select.field.clone())));
                    self.name(name);
                } else {
                    self.walk(&select.operand.expr);
                }
            }
            Expr::Call(call) => {
                self.calls.insert(call.func_name.clone());
                let parts = call.target.iter().map(|target| &target.expr);
                for part in parts.chain(call.args.iter().map(|arg| &arg.expr)) {
                    if call.func_name == "size" { self.source(part) } else { self.walk(part) }
                }
            }
            Expr::List(list) => list.elements.iter().for_each(|element| self.walk(&element.expr)),
            Expr::Map(map) => map.entries.iter().for_each(|entry| self.entry(&entry.expr)),
            Expr::Struct(object) => object.entries.iter().for_each(|entry| self.entry(&entry.expr)),
            Expr::Comprehension(all) => self.comprehension(all, false),
        }
    }

    /// Reads a name, unless it is a variable of a comprehension.
    fn name(&mut self, name: &str) {
        if !name.starts_with('@') && !self.bound.iter().any(|(bound, _)| bound == name) {
            self.reads.insert(name.to_owned());
        }
    }

    /// A list of which only the elements' fields, or their number, are read by what is around it.
    fn source(&mut self, expr: &Expr) {
        match expr {
            Expr::Ident(name) => self.name(name),
            Expr::Comprehension(all) => self.comprehension(all, true),
            other => self.walk(other),
        }
    }

    /// With `source`, elements that are kept as they are do not count as read.
    fn comprehension(&mut self, all: &ComprehensionExpr, source: bool) {
        self.source(&all.iter_range.expr);
        self.walk(&all.accu_init.expr);
        let before = self.bound.len();
        let list = self.elements_of(&all.iter_range.expr);
        self.bound.extend([(all.iter_var.clone(), list), (all.accu_var.clone(), None)]);
        self.bound.extend(all.iter_var2.clone().map(|name| (name, None)));
        self.walk(&all.loop_cond.expr);
        if source {
            self.step(&all.loop_step.expr, &all.iter_var);
        } else {
            self.walk(&all.loop_step.expr);
        }
        self.walk(&all.result.expr);
        self.bound.truncate(before);
    }

    /// A step of a comprehension, but for the element that it keeps.
    fn step(&mut self, step: &Expr, element: &str) {
        match step {
            Expr::Call(call) => {
                self.calls.insert(call.func_name.clone());
                call.args.iter().for_each(|arg| self.step(&arg.expr, element));
            }
            kept if keeps_elements(kept, element) => {}
            other => self.walk(other),
        }
    }

    /// The name of the list whose own elements an expression gives: the list itself, or filtered.
    fn elements_of(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Ident(name) if !self.bound.iter().any(|(bound, _)| bound == name) => Some(name.clone()),
            Expr::Comprehension(all) if keeps_elements(&all.loop_step.expr, &all.iter_var) => {
                self.elements_of(&all.iter_range.expr)
            }
            _ => None,
        }
    }

    fn entry(&mut self, entry: &EntryExpr) {
        match entry {
            EntryExpr::StructField(field) => self.walk(&field.value.expr),
            EntryExpr::MapEntry(entry) => {
                self.walk(&entry.key.expr);
                self.walk(&entry.value.expr);
            }
        }
    }
}
