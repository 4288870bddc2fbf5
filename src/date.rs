//! A calendar day, as the portal and the license files write it.
//!
//! The rules compare days, never moments: a license ends with a day, not with a minute. So there is no clock,
//! no time zone and no date crate here, only a day that can be read, compared, counted from and printed, and
//! [`UnixSeconds`] for the age of what was read.

mod shown;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A day of the Gregorian calendar in the years 1 to 9999, printed and serialized as `2025-01-31`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// A moment, in whole seconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnixSeconds(pub u64);

impl UnixSeconds {
    /// The day in UTC, in which the portal's dates are. Where the moment is beyond all days, every license has expired.
    #[must_use]
    pub fn day(self) -> Date {
        i64::try_from(self.0).ok().and_then(Date::from_unix_seconds).unwrap_or(Date::MAX)
    }

    /// How many seconds have passed since an earlier moment; 0 where the clock was set back meanwhile.
    #[must_use]
    pub fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Whether so many seconds have passed since that moment. A moment that is still to come tells that the clock was set
    /// back: then nothing is known of its age, and it counts as past.
    #[must_use]
    pub fn is_past(self, moment: Self, seconds: u64) -> bool {
        self < moment || self.since(moment) >= seconds
    }

    /// The moment so many seconds later.
    #[must_use]
    pub fn plus(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds))
    }
}

/// A text that is no day in the one form [`Date::parse_iso`] reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date: expected a real day written YYYY-MM-DD")]
pub struct DateError;

impl Date {
    /// The last day there is.
    pub const MAX: Self = Self { year: 9999, month: 12, day: 31 };

    /// The given day, or nothing when the calendar has no such day.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let real =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        real.then_some(Self { year, month, day })
    }

    /// Reads `2025-01-31`, exactly: ten characters, no spaces, a day that exists.
    ///
    /// # Errors
    /// [`DateError`] for anything else.
    pub fn parse_iso(text: &str) -> Result<Self, DateError> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return Err(DateError);
        }
        let number = |range| text.get(range).and_then(|part: &str| part.parse::<u16>().ok());
        match (number(0..4), number(5..7), number(8..10)) {
            (Some(year), Some(month), Some(day)) => Self::new(i32::from(year), month as u8, day as u8).ok_or(DateError),
            _ => Err(DateError),
        }
    }

    /// Reads a day as a page shows it, in any form with one meaning: `2027-03-04`, `2027/03/04`, `31.12.2027`,
    /// `March 04, 2027`, `4th of March 2027`, `Thu, 04 Mar 2027 23:30:00 -0800`. A time of day with a zone gives the day in
    /// UTC, which is the portal's. A form that can mean two days, a year of two digits, a weekday that is not the day's,
    /// and any other text give nothing.
    #[must_use]
    pub fn parse_shown(text: &str) -> Option<Self> {
        match shown::readings(text).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The days that a shown text can mean: none, one, or two where day and month can be swapped.
    pub(crate) fn readings(text: &str) -> Vec<Self> {
        shown::readings(text)
    }

    /// The day in which the given moment falls, in UTC.
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::from_day_number(seconds.div_euclid(86_400))
    }

    /// The day `days` later (earlier when negative), or nothing when that leaves the years 1 to 9999.
    #[must_use]
    pub fn add_days(self, days: i64) -> Option<Self> {
        self.day_number().checked_add(days).and_then(Self::from_day_number)
    }

    /// How many days from this one to `other`: negative when `other` is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        other.day_number() - self.day_number()
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01: a year is counted from March, so that the leap day is its last.
    fn day_number(self) -> i64 {
        let (year, month, day) = (i64::from(self.year), i64::from(self.month), i64::from(self.day));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day
            - 719_469
    }

    fn from_day_number(number: i64) -> Option<Self> {
        // Far outside every year we print: refused here, so that nothing below can overflow.
        if !(-800_000..=3_000_000).contains(&number) {
            return None;
        }
        let days = number + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let (month, carry) = if shifted < 10 { (shifted + 3, 0) } else { (shifted - 9, 1) };
        Self::new(i32::try_from(era * 400 + year + carry).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse_iso(text)
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        Self::parse_iso(&text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    #[test]
    fn iso_is_read_exactly() {
        for text in ["2025-01-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in [
            "",
            "2025-1-1",
            "2025-02-29",
            "1900-02-29",
            "2025-04-31",
            "2025-00-10",
            "2025-10-00",
            "2025-13-01",
            "0000-01-01",
            "20250101",
            "2025/01/01",
            " 2025-01-01",
            "2025-01-01 ",
            "2025-01-01T",
            "+025-01-01",
            "２025-01-01",
            "2025-01-é",
        ] {
            assert_eq!(Date::parse_iso(text), Err(DateError), "{text:?}");
        }
    }

    #[test]
    fn shown_day_is_read_in_every_form_with_one_meaning() {
        for (text, shown) in [
            ("January 01, 2025", "2025-01-01"),
            (" december 31, 2099\n", "2099-12-31"),
            ("March 4, 2025", "2025-03-04"),
            ("March 04, 2025 10:31", "2025-03-04"),
            ("2025-03-04", "2025-03-04"),
            ("2025-3-4", "2025-03-04"),
            ("2027/03/04", "2027-03-04"),
            ("2027.03.04", "2027-03-04"),
            ("2025-03-04 10:31:00 +0200", "2025-03-04"),
            ("2025-03-04T10:31:00.000Z", "2025-03-04"),
            ("2025-03-04 10:31:00 UTC", "2025-03-04"),
            // The day in UTC.
            ("2025-03-04 23:30:00 -0800", "2025-03-05"),
            ("2025-03-04T23:30:00-08:00", "2025-03-05"),
            ("2025-01-01 00:30:00 +0100", "2024-12-31"),
            ("Thu Mar 04 2027 23:30:00 GMT-0800 (Pacific Standard Time)", "2027-03-05"),
            ("Fri, 31 Dec 2027 23:59:59 GMT", "2027-12-31"),
            ("Thu, 04 Mar 2027 23:30:00 +0000", "2027-03-04"),
            ("Thu Mar  4 23:30:00 UTC 2027", "2027-03-04"),
            ("Thu Mar  4 23:30:00 2027", "2027-03-04"),
            ("January 1 2025", "2025-01-01"),
            ("Jan 1, 2025", "2025-01-01"),
            ("Jan. 1, 2025", "2025-01-01"),
            ("Sept 30, 2025", "2025-09-30"),
            ("Mar 4, 2027 11:30pm", "2027-03-04"),
            ("Mar 4, 2027, 11:30 PM", "2027-03-04"),
            ("Mar 4, 2027, 11:30\u{202f}PM", "2027-03-04"),
            ("March 4, 2027 at 11 p.m.", "2027-03-04"),
            ("March 4, 2027 11:30 pm -0800", "2027-03-05"),
            ("March 4th, 2027", "2027-03-04"),
            ("4 March 2027", "2027-03-04"),
            ("04 Mar 2027 23:30", "2027-03-04"),
            ("4th of March 2027", "2027-03-04"),
            ("4. March 2027", "2027-03-04"),
            ("04-Mar-2027", "2027-03-04"),
            ("2027-Mar-04", "2027-03-04"),
            ("2027 March 4", "2027-03-04"),
            ("1st January 2025", "2025-01-01"),
            ("31.12.2027", "2027-12-31"),
            ("31/12/2027", "2027-12-31"),
            ("12/31/2027", "2027-12-31"),
            ("13/04/2027", "2027-04-13"),
            ("04/13/2027", "2027-04-13"),
            ("12/12/2027", "2027-12-12"),
            ("31-12-2027 10:31", "2027-12-31"),
            ("Thursday, March 4, 2027", "2027-03-04"),
            ("Thu 2027-03-04", "2027-03-04"),
            ("Tues. 2 March 2027", "2027-03-02"),
            // The weekday says which of the two it is.
            ("Thursday 04/03/2027", "2027-03-04"),
        ] {
            assert_eq!(Date::parse_shown(text), Some(date(shown)), "{text:?}");
        }
    }

    #[test]
    fn shown_day_is_never_a_guess() {
        for text in [
            "",
            "-",
            "January",
            "January 2025",
            "January 01, 25",
            "January 01, 20250",
            "January 32, 2025",
            "January 001, 2025",
            "February 29, 2025",
            "January 01, 2025 soon",
            "January 01, 2025 10",
            "Janu 01, 2025",
            "2025-03-04 tomorrow",
            "2025-03-04-05",
            "2025-03-0410:31",
            "2025-03/04",
            "2025-13-01",
            "2027-03-04 to 2028-03-04",
            "2027-12-31, 2028-12-31",
            "20270304",
            // Day and month can be swapped.
            "03/04/2027",
            "03.04.2027",
            "03-04-2027 10:31",
            "32/13/2027",
            // A year of two digits.
            "31.12.27",
            "12/31/27",
            "4 Mar 27",
            "31.12.27 (approx.)",
            // The weekday of another day.
            "Friday, March 4, 2027",
            // A time that there is not, and a zone that may be several.
            "2027-03-04 24:00",
            "2027-03-04 10:61",
            "2027-03-04 13:00 pm",
            "2027-03-04 10:31 CST",
            "2027-03-04 10:31 +99:00",
            "2027-03-04 10:31 - 11:31",
            "March 4 23:30",
            "until March 4, 2027",
            "never",
            "in 3 months",
            "🦊🦊🦊",
        ] {
            assert_eq!(Date::parse_shown(text), None, "{text:?}");
        }
        assert_eq!(Date::parse_shown(&"2025-03-04 ".repeat(1000)), None);
        assert_eq!(Date::readings("03/04/2027"), [date("2027-04-03"), date("2027-03-04")]);
    }

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        for (from, days, to) in [
            ("2025-01-31", 1, "2025-02-01"),
            ("2024-02-28", 1, "2024-02-29"),
            ("2025-02-28", 1, "2025-03-01"),
            ("2024-12-31", 1, "2025-01-01"),
            ("2025-01-01", 365, "2026-01-01"),
            ("2024-01-01", 366, "2025-01-01"),
            ("2025-03-01", -1, "2025-02-28"),
            ("1900-02-28", 1, "1900-03-01"),
            ("2025-06-15", 0, "2025-06-15"),
        ] {
            assert_eq!(date(from).add_days(days), Some(date(to)), "{from} {days}");
            assert_eq!(date(from).days_until(date(to)), days, "{from} {to}");
        }
        assert_eq!(date("9999-12-31").add_days(1), None);
        assert_eq!(date("0001-01-01").add_days(-1), None);
        for days in [i64::MAX, i64::MIN] {
            assert_eq!(date("2025-01-01").add_days(days), None);
        }
    }

    #[test]
    fn a_moment_falls_into_its_utc_day() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_735_689_599, "2024-12-31"),
            (1_735_689_600, "2025-01-01"),
        ] {
            assert_eq!(Date::from_unix_seconds(seconds), Some(date(day)), "{seconds}");
        }
        assert_eq!((Date::from_unix_seconds(i64::MAX), Date::from_unix_seconds(i64::MIN)), (None, None));
    }

    #[test]
    fn unix_seconds_say_their_day_and_their_age() {
        assert_eq!(UnixSeconds(1_735_689_600).day(), date("2025-01-01"));
        assert_eq!(UnixSeconds(u64::MAX).day(), Date::MAX);
        assert_eq!(UnixSeconds(100).since(UnixSeconds(40)), 60);
        assert_eq!(UnixSeconds(40).since(UnixSeconds(100)), 0);
        assert_eq!(UnixSeconds(40).plus(20), UnixSeconds(60));
        let past = |now| UnixSeconds(now).is_past(UnixSeconds(100), 10);
        assert_eq!([99, 100, 109, 110].map(past), [true, false, false, true]);
    }

    proptest! {
        #[test]
        fn a_day_survives_every_way_round(number in -719_162i64..=2_932_896, days in -1_000_000i64..1_000_000) {
            let day = Date::from_day_number(number).unwrap();
            prop_assert_eq!(day.day_number(), number);
            prop_assert_eq!(Date::parse_iso(&day.to_string()), Ok(day));
            prop_assert_eq!(Date::parse_shown(&day.to_string()), Some(day));
            let json = serde_json::to_string(&day).unwrap();
            prop_assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), day);
            if let Some(other) = day.add_days(days) {
                prop_assert_eq!(day.cmp(&other), 0.cmp(&days));
                prop_assert_eq!(other.add_days(-days), Some(day));
                prop_assert_eq!(day.days_until(other), days);
            }
        }

        #[test]
        fn reading_a_date_never_panics(text in any::<String>(), near in "[A-Za-z0-9,: +-]{0,24}") {
            for text in [text, near] {
                let _ = (Date::parse_iso(&text), Date::parse_shown(&text));
            }
        }
    }
}
