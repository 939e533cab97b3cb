//! Running text on pages: headings, paragraphs, lists, seal places and covers.

use super::galley::{Galley, StripKind};
use super::page::Mark;
use super::paginate::Press;
use super::structure::{Kind, NodeId};
use super::{Cover, Heading, List};

impl Press<'_> {
    /// Sets a heading on the page of what follows it, of which `kept` must stand there too.
    pub(crate) fn heading(&mut self, heading: &Heading, galley: &Galley, kept: f32) {
        self.keep_together(galley.height() + kept);
        let text = &heading.text.text;
        let kind = match heading.level {
            0 => Kind::Title,
            level => Kind::Heading(level, text.clone()),
        };
        let node = self.structure.add(None, kind);
        let bookmark = heading.bookmark.as_ref().unwrap_or(text);
        self.bookmark(heading.level, &bookmark.replace('\n', ""));
        if heading.level > 0 {
            self.headings.push((self.pages.len() - 1, self.y));
        }
        self.flow(galley, 0.0, |_| node);
    }

    /// Goes on on a new page when this height does not fit on the rest of this one.
    pub(crate) fn keep_together(&mut self, height: f32) {
        if height.min(self.sheet.text_height()) > self.room() + 0.01 && !self.at_top() {
            self.new_page();
        }
    }

    /// Sets a list; what stands alone at its end is kept with the last item.
    pub(crate) fn list(&mut self, list: &List, items: &[Galley], tail: f32) {
        let node = self.structure.add(None, Kind::List(list.ordered));
        for (number, galley) in items.iter().enumerate() {
            let item = self.structure.add(Some(node), Kind::ListItem);
            let label = self.structure.add(Some(item), Kind::ListLabel);
            let body = self.structure.add(Some(item), Kind::ListBody);
            let parts: Vec<NodeId> = match galley.parts {
                0..=2 => vec![body],
                parts => (1..parts).map(|_| self.structure.add(Some(body), Kind::Paragraph)).collect(),
            };
            let tail = if number + 1 == items.len() { tail } else { 0.0 };
            self.flow(galley, tail, |part| if part == 0 { label } else { parts[part - 1] });
        }
    }

    /// Sets what is never parted.
    pub(crate) fn whole(&mut self, galley: &Galley) {
        self.keep_together(galley.height());
        let nodes: Vec<NodeId> =
            (0..galley.parts).map(|_| self.structure.add(None, Kind::Paragraph)).collect();
        let (left, top) = (self.sheet.left, self.y);
        self.strips(&galley.strips, left, top, |part| Mark::Content(nodes[part]));
        self.y += galley.height();
    }

    /// Sets a galley, going on to new pages as needed. What follows and is `tail` high gets company:
    /// when it would stand on a page of its own, the last two lines go there with it.
    pub(crate) fn flow(&mut self, galley: &Galley, tail: f32, node: impl Fn(usize) -> NodeId) {
        let strips = &galley.strips;
        let mut start = 0;
        while start < strips.len() {
            if self.at_top() && matches!(strips[start].kind, StripKind::Space) {
                start += 1;
                continue;
            }
            let mut count = galley.fitting(start, self.room());
            let ends = start + count == strips.len();
            if ends
                && tail > 0.0
                && !self.at_top()
                && galley.height_of(start..strips.len()) + tail > self.room()
            {
                let lines =
                    strips[start..].iter().filter(|s| matches!(s.kind, StripKind::Line { .. })).count();
                count = if lines >= 4 { galley.before_last_lines(start) } else { 0 };
            }
            if count == 0 {
                if self.at_top() {
                    count = 1;
                } else {
                    self.new_page();
                    continue;
                }
            }
            let end = start + count;
            let (left, top) = (self.sheet.left, self.y);
            self.strips(&strips[start..end], left, top, |part| Mark::Content(node(part)));
            self.y += galley.height_of(start..end);
            start = end;
            if start < strips.len() {
                self.new_page();
            }
        }
    }

    /// Sets a cover: the title in the upper part, who issues it in the lower.
    pub(crate) fn cover(&mut self, cover: &Cover, title: &Galley, foot: &Galley) {
        if !self.at_top() {
            self.new_page();
        }
        let height = self.sheet.text_height();
        let (above, below) = (height * 0.2, height * 0.1);
        let node = self.structure.add(None, Kind::Title);
        if title.height() + foot.height() + above + below <= height {
            self.y += above;
        }
        self.bookmark(0, &cover.title.text.replace('\n', ""));
        let first = self.pages.len() - 1;
        self.flow(title, 0.0, |_| node);
        let last = self.sheet.text_bottom() - below - foot.height();
        self.y = self.y.max(last);
        self.whole(foot);
        for page in &mut self.pages[first..] {
            page.is_cover = true;
        }
        self.new_page();
    }
}
