//! The forms in which a page may write a day.
//!
//! Every form with one meaning is read. A form with two meanings, such as `03/04/2027`, gives both, so that the caller
//! can refuse it or compare it with another sign. A year has four digits, always.

use super::{Date, MONTHS};

/// The longest text that can be a day, in bytes.
const MAX_LENGTH: usize = 100;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Short names that are not the first three letters.
const SHORT_NAMES: [(&str, &str); 4] =
    [("sept", "september"), ("tues", "tuesday"), ("thur", "thursday"), ("thurs", "thursday")];

/// What is written between the day and its time, such as `March 4, 2027 at 10:30 pm`.
const AT: &str = "at";

/// The largest offset from UTC that is in use, in minutes.
const MAX_OFFSET: i64 = 14 * 60;

/// The days that a text can mean: none, one, or two where day and month can be swapped.
pub(super) fn readings(text: &str) -> Vec<Date> {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if line.len() + word.len() > MAX_LENGTH {
            return Vec::new();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line.make_ascii_lowercase();
    Cursor(&line).readings().unwrap_or_default()
}

/// A day as it is written, before its year is known to be the last part.
enum Written {
    /// One or two days.
    Days(Vec<Date>),
    /// `March 4` with a time before its year, as in `Thu Mar 4 23:30:00 UTC 2027`.
    WithoutYear { month: u8, day: u8 },
}

/// What is left to read of a text in lower case with single spaces.
struct Cursor<'a>(&'a str);

impl<'a> Cursor<'a> {
    fn readings(mut self) -> Option<Vec<Date>> {
        let weekday = self.weekday();
        let written = self.day()?;
        let has_time = self.time_separator();
        let time = if has_time { self.time()? } else { 0 };
        let days = match written {
            Written::Days(days) => days,
            Written::WithoutYear { month, day } => {
                (has_time && self.eat(' ')).then_some(())?;
                vec![Date::new(self.year()?, month, day)?]
            }
        };
        if !self.0.is_empty() {
            return None;
        }
        let fits = |date: &Date| weekday.is_none_or(|weekday| weekday_of(*date) == weekday);
        days.into_iter().filter(fits).map(|date| date.add_days(time)).collect()
    }

    /// `thu, ` or `thursday `: the position among [`WEEKDAYS`].
    fn weekday(&mut self) -> Option<usize> {
        let mut rest = Cursor(self.0);
        let weekday = named(rest.word(), &WEEKDAYS)?;
        rest.eat('.');
        rest.eat(',');
        rest.eat(' ');
        *self = rest;
        Some(weekday)
    }

    fn day(&mut self) -> Option<Written> {
        if !self.0.starts_with(|c: char| c.is_ascii_digit()) {
            return self.month_first();
        }
        let first = self.digits();
        match first.len() {
            4 => self.year_first(first.parse().ok()?).map(|day| Written::Days(vec![day])),
            1 | 2 => self.day_first(first),
            _ => None,
        }
    }

    /// `2027-03-04`, `2027/3/4`, `2027-Mar-04`, `2027 March 4`: what follows the year.
    fn year_first(&mut self, year: i32) -> Option<Date> {
        let separator = self.one_of(&['-', '/', '.', ' '])?;
        let month = if self.0.starts_with(|c: char| c.is_ascii_digit()) {
            if separator == ' ' {
                return None;
            }
            self.small_number()?
        } else {
            self.month()?
        };
        self.eat(separator).then_some(())?;
        Date::new(year, month, self.small_number()?)
    }

    /// `31.12.2027`, `4 March 2027`, `4th of March, 2027`, `04-Mar-2027`: what follows the first number.
    fn day_first(&mut self, first: &str) -> Option<Written> {
        let mut numeric = Cursor(self.0);
        if let Some(separator) = numeric.one_of(&['-', '/', '.'])
            && numeric.0.starts_with(|c: char| c.is_ascii_digit())
        {
            let (first, second) = (first.parse().ok()?, numeric.small_number()?);
            numeric.eat(separator).then_some(())?;
            let year = numeric.year()?;
            *self = numeric;
            let mut days: Vec<_> =
                [(second, first), (first, second)].into_iter().filter_map(|(m, d)| Date::new(year, m, d)).collect();
            days.dedup();
            return Some(Written::Days(days));
        }
        self.ordinal();
        self.eat('.');
        self.one_of(&[' ', '-'])?;
        if let Some(rest) = self.0.strip_prefix("of ") {
            self.0 = rest;
        }
        let month = self.month()?;
        self.eat('.');
        self.eat(',');
        self.one_of(&[' ', '-'])?;
        Some(Written::Days(vec![Date::new(self.year()?, month, first.parse().ok()?)?]))
    }

    /// `March 4, 2027`, `Mar 4th 2027`; and `Mar 4`, where a time comes before the year.
    fn month_first(&mut self) -> Option<Written> {
        let month = self.month()?;
        self.eat('.');
        self.eat(' ').then_some(())?;
        let day = self.small_number()?;
        self.ordinal();
        let mut with_year = Cursor(self.0);
        let comma = with_year.eat(',');
        if (with_year.eat(' ') || comma)
            && let Some(year) = with_year.year()
        {
            *self = with_year;
            return Some(Written::Days(vec![Date::new(year, month, day)?]));
        }
        Some(Written::WithoutYear { month, day })
    }

    fn month(&mut self) -> Option<u8> {
        let month = named(self.word(), &MONTHS)?;
        u8::try_from(month + 1).ok()
    }

    /// Exactly four digits.
    fn year(&mut self) -> Option<i32> {
        let mut rest = Cursor(self.0);
        let digits = rest.digits();
        if digits.len() != 4 || rest.0.starts_with(':') {
            return None;
        }
        *self = rest;
        digits.parse().ok()
    }

    /// One or two digits.
    fn small_number(&mut self) -> Option<u8> {
        let digits = self.digits();
        (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
    }

    fn ordinal(&mut self) {
        let mut rest = Cursor(self.0);
        if ["st", "nd", "rd", "th"].contains(&rest.word()) {
            *self = rest;
        }
    }

    /// What stands between a day and its time; false where no time follows.
    fn time_separator(&mut self) -> bool {
        if let Some(rest) = self.0.strip_prefix('t').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            self.0 = rest;
            return true;
        }
        let mut rest = Cursor(self.0);
        let comma = rest.eat(',');
        if !rest.eat(' ') && !comma {
            return false;
        }
        if let Some(after) = rest.0.strip_prefix(AT).and_then(|after| after.strip_prefix(' ')) {
            rest.0 = after;
        }
        *self = rest;
        true
    }

    /// A time of day, and the days by which its zone moves it in UTC: `10:31`, `10:31:00.000Z`, `11:30 pm -0800`. Without a
    /// zone it is UTC, as the portal's own days are.
    fn time(&mut self) -> Option<i64> {
        let hour = i64::from(self.small_number()?);
        let minute = if self.eat(':') { Some(self.two_digits()?) } else { None };
        if minute.is_some() && self.eat(':') {
            (self.two_digits()? <= 60).then_some(())?;
            if self.one_of(&['.', ',']).is_some() {
                (!self.digits().is_empty()).then_some(())?;
            }
        }
        let hour = match self.half_of_day() {
            Some(afternoon) => {
                (1..=12).contains(&hour).then_some(())?;
                hour % 12 + if afternoon { 12 } else { 0 }
            }
            None => {
                minute?;
                hour
            }
        };
        let minute = minute.unwrap_or(0);
        if hour > 23 || minute > 59 {
            return None;
        }
        Some((hour * 60 + minute - self.offset()?).div_euclid(24 * 60))
    }

    /// `am` or `pm`: whether it is the second.
    fn half_of_day(&mut self) -> Option<bool> {
        let mut rest = Cursor(self.0);
        rest.eat(' ');
        for (text, afternoon) in [("am", false), ("a.m.", false), ("pm", true), ("p.m.", true)] {
            if let Some(after) = rest.0.strip_prefix(text)
                && !after.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                self.0 = after;
                return Some(afternoon);
            }
        }
        None
    }

    /// Minutes east of UTC: `z`, `utc`, `+02:00`, `-0800`, `gmt+2 (cest)`. A zone that is only a name can be several, so it
    /// is not read.
    fn offset(&mut self) -> Option<i64> {
        let mut rest = Cursor(self.0);
        rest.eat(' ');
        let zone = if rest.0.starts_with(|c: char| c.is_ascii_alphabetic()) { rest.word() } else { "" };
        if !["", "z", "utc", "gmt"].contains(&zone) {
            return None;
        }
        let sign = match rest.one_of(&['+', '-']) {
            Some(_) if zone == "z" => return None,
            Some('-') => -1,
            Some(_) => 1,
            None if zone.is_empty() => return Some(0),
            None => {
                *self = rest;
                return Some(0);
            }
        };
        let digits = rest.digits();
        let (hours, minutes) = match digits.len() {
            1 | 2 => (digits, if rest.eat(':') { rest.digits() } else { "00" }),
            4 => digits.split_at(2),
            _ => return None,
        };
        let (hours, minutes): (i64, i64) = (hours.parse().ok()?, (minutes.len() == 2).then(|| minutes.parse().ok())??);
        let offset = hours * 60 + minutes;
        (minutes < 60 && offset <= MAX_OFFSET).then_some(())?;
        // A name in parentheses adds nothing to the offset.
        let named = rest.0.strip_prefix(" (").and_then(|name| name.split_once(')'));
        if let Some((name, after)) = named
            && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ')
        {
            rest.0 = after;
        }
        *self = rest;
        Some(sign * offset)
    }

    fn two_digits(&mut self) -> Option<i64> {
        let digits = self.digits();
        (digits.len() == 2).then(|| digits.parse().ok()).flatten()
    }

    fn digits(&mut self) -> &'a str {
        self.run(|c| c.is_ascii_digit())
    }

    fn word(&mut self) -> &'a str {
        self.run(|c| c.is_ascii_alphabetic())
    }

    fn run(&mut self, of: impl Fn(char) -> bool) -> &'a str {
        let (run, rest) = self.0.split_at(self.0.find(|c| !of(c)).unwrap_or(self.0.len()));
        self.0 = rest;
        run
    }

    fn eat(&mut self, c: char) -> bool {
        self.one_of(&[c]).is_some()
    }

    fn one_of(&mut self, any: &[char]) -> Option<char> {
        let first = self.0.chars().next().filter(|c| any.contains(c))?;
        self.0 = &self.0[first.len_utf8()..];
        Some(first)
    }
}

/// The position of a name, written in full or in its first three letters.
fn named(word: &str, names: &[&str]) -> Option<usize> {
    let full = SHORT_NAMES.iter().find(|(short, _)| *short == word).map_or(word, |(_, full)| full);
    names.iter().position(|name| *name == full || name.get(..3) == Some(word))
}

/// The position among [`WEEKDAYS`]: 1970-01-01 was a Thursday.
fn weekday_of(date: Date) -> usize {
    usize::try_from((date.day_number() + 3).rem_euclid(7)).unwrap_or_default()
}
