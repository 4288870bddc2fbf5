//! Calendar days and moments, as far as the seed records need them: all of them are UTC.

use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS_A_DAY: i64 = 86_400;
/// The months' names in English, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    days: i64,
}

impl Date {
    /// The day of this year, month (1 to 12) and day of the month.
    pub const fn new(year: i64, month: i64, day: i64) -> Date {
        // Howard Hinnant's days_from_civil, for years from 0 on.
        let year = if month <= 2 { year - 1 } else { year };
        let era = year / 400;
        let year_of_era = year % 400;
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Date { days: era * 146_097 + day_of_era - 719_468 }
    }

    /// Today, by the machine's clock.
    pub fn today() -> Date {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
        Date { days: seconds as i64 / SECONDS_A_DAY }
    }

    /// The day so many days later, or earlier.
    pub const fn plus(self, days: i64) -> Date {
        Date { days: self.days + days }
    }

    /// How many days lie between the Monday of this day's week and this day.
    pub const fn days_since_monday(self) -> i64 {
        (self.days + 3).rem_euclid(7)
    }

    /// This day at midnight, plus so many seconds.
    pub const fn at(self, seconds: i64) -> Moment {
        Moment { seconds: self.days * SECONDS_A_DAY + seconds }
    }

    const fn civil(self) -> (i64, i64, i64) {
        let shifted = self.days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month, day)
    }

    /// `2025-01-01`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// `January 01, 2025`, as RailsAdmin writes a date (portal.md a).
    pub fn long(self) -> String {
        let (year, month, day) = self.civil();
        format!("{} {day:02}, {year}", MONTHS[(month - 1) as usize])
    }

    /// `01 January 2025`.
    pub fn day_first(self) -> String {
        let (year, month, day) = self.civil();
        format!("{day:02} {} {year}", MONTHS[(month - 1) as usize])
    }

    /// `Jan 1, 2025`.
    pub fn short(self) -> String {
        let (year, month, day) = self.civil();
        format!("{} {day}, {year}", &MONTHS[(month - 1) as usize][..3])
    }

    /// `31.01.25`: a year of two digits, which may be any century's.
    pub fn two_digits(self) -> String {
        let (year, month, day) = self.civil();
        format!("{day:02}.{month:02}.{:02}", year % 100)
    }

    /// Reads either of the first two.
    pub fn parse(text: &str) -> Option<Date> {
        let text = text.trim();
        if let Some((month, rest)) = text.split_once(' ') {
            let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? as i64 + 1;
            let (day, year) = rest.split_once(',')?;
            return Date::checked(year.trim().get(..4)?.parse().ok()?, month, day.trim().parse().ok()?);
        }
        let mut parts = text.get(..10)?.splitn(3, '-').map(|part| part.parse::<i64>().ok());
        Date::checked(parts.next()??, parts.next()??, parts.next()??)
    }

    fn checked(year: i64, month: i64, day: i64) -> Option<Date> {
        let date =
            (year >= 0 && (1..=12).contains(&month) && (1..=31).contains(&day)).then(|| Date::new(year, month, day))?;
        (date.civil() == (year, month, day)).then_some(date)
    }
}

/// A second of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    seconds: i64,
}

impl Moment {
    /// The moment so many seconds later.
    pub const fn plus(self, seconds: i64) -> Moment {
        Moment { seconds: self.seconds + seconds }
    }

    /// The day it lies in.
    pub const fn date(self) -> Date {
        Date { days: self.seconds.div_euclid(SECONDS_A_DAY) }
    }

    const fn clock(self) -> (i64, i64, i64) {
        let second = self.seconds.rem_euclid(SECONDS_A_DAY);
        (second / 3_600, second / 60 % 60, second % 60)
    }

    /// `2025-03-04T10:31:11.000Z`.
    pub fn iso(self) -> String {
        let (hour, minute, second) = self.clock();
        format!("{}T{hour:02}:{minute:02}:{second:02}.000Z", self.date().iso())
    }

    /// `March 04, 2025 10:31`, without a zone, as RailsAdmin writes a datetime (portal.md a).
    pub fn long(self) -> String {
        let (hour, minute, _) = self.clock();
        format!("{} {hour:02}:{minute:02}", self.date().long())
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn dates_are_written_and_read() {
        for (year, month, day, iso, long) in [
            (1970, 1, 1, "1970-01-01", "January 01, 1970"),
            (2000, 2, 29, "2000-02-29", "February 29, 2000"),
            (2025, 3, 4, "2025-03-04", "March 04, 2025"),
            (2099, 12, 31, "2099-12-31", "December 31, 2099"),
            (2100, 3, 1, "2100-03-01", "March 01, 2100"),
        ] {
            let date = Date::new(year, month, day);
            assert_eq!((date.iso().as_str(), date.long().as_str()), (iso, long));
            assert_eq!((Date::parse(iso), Date::parse(long)), (Some(date), Some(date)));
        }
        assert_eq!(Date::new(2100, 3, 1).plus(-1), Date::new(2100, 2, 28));
        assert_eq!(Date::parse("2025-02-30"), None);
        assert_eq!(Date::parse("soon"), None);
        assert_eq!(Date::new(2026, 11, 22).days_since_monday(), 6);
    }

    #[test]
    fn moments_are_written() {
        let moment = Date::new(2025, 3, 4).at(9 * 3_600 + 30 * 60).plus(3_671);
        assert_eq!(moment.iso(), "2025-03-04T10:31:11.000Z");
        assert_eq!(moment.long(), "March 04, 2025 10:31");
        assert_eq!(moment.date(), Date::new(2025, 3, 4));
    }
}
