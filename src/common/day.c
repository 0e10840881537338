/* day.c: see day.h.  Pure. */
#include "common/day.h"

#include <stdio.h>

/* Days from 0000-03-01 to 2000-01-01. */
#define EPOCH_SHIFT 730425

/* So many eras of 400 years before, no day of an int32 has come yet. */
#define ERAS 14700

static int
days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

bool
prop64_civil_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_in_month(year, month);
}

/* Counting years from March puts the leap day last, so no month needs a case. */
int32_t
prop64_day_from_civil(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int m = month <= 2 ? month + 9 : month - 3;
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * m + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return era * 146097 + doe - EPOCH_SHIFT;
}

void
prop64_civil_from_day(int32_t day, int *year, int *month, int *dom)
{
    /* unsigned from here on: all days of an int32 lie behind this shift of whole eras */
    uint64_t z = (uint64_t)((int64_t)day + EPOCH_SHIFT + (int64_t)ERAS * 146097);
    /* centuries and years of a quarter day more than 365 days, counted in quarters */
    uint64_t century = (4 * z + 3) / 146097;
    uint32_t quarters = (uint32_t)((4 * z + 3) % 146097) | 3;
    uint32_t yoc = quarters / 1461;
    uint32_t doy = quarters % 1461 / 4;
    uint32_t mp = (5 * doy + 2) / 153;
    bool next = mp >= 10;

    *dom = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(next ? mp - 9 : mp + 3);
    *year = (int)(100 * (int64_t)century + yoc - 400 * (int64_t)ERAS) + next;
}

int32_t
prop64_day_add_years(int32_t day, int years)
{
    int y, m, d;

    if (prop64_open_day(day))
        return day;
    prop64_civil_from_day(day, &y, &m, &d);
    /* day_from_civil takes 29 February of a common year to 1 March by itself */
    return prop64_day_from_civil(y + years, m, d);
}

int32_t
prop64_years_between(int32_t from, int32_t to)
{
    int fy, fm, fd, ty, tm, td, years;

    if (from == PROP64_DAY_OPEN_LOW || to == PROP64_DAY_OPEN_HIGH)
        return INT32_MAX;
    if (from == PROP64_DAY_OPEN_HIGH || to == PROP64_DAY_OPEN_LOW)
        return INT32_MIN;
    prop64_civil_from_day(from, &fy, &fm, &fd);
    prop64_civil_from_day(to, &ty, &tm, &td);
    years = ty - fy;
    /* 29 February is after 28 February and before 1 March, as its anniversary is */
    if (fm > tm || (fm == tm && fd > td))
        years--;
    return years;
}

bool
prop64_day_parse(const char *text, size_t len, int32_t *day)
{
    static const int weights[] = {0, 0, 0, 0, -1, 1, 1, -1, 2, 2};
    int part[3] = {0, 0, 0};

    if (len != 10)
        return false;
    for (int i = 0; i < 10; i++)
    {
        if (weights[i] < 0)
        {
            if (text[i] != '-')
                return false;
        }
        else if (text[i] < '0' || text[i] > '9')
            return false;
        else
            part[weights[i]] = part[weights[i]] * 10 + (text[i] - '0');
    }
    if (!prop64_civil_valid(part[0], part[1], part[2]))
        return false;
    *day = prop64_day_from_civil(part[0], part[1], part[2]);
    return true;
}

bool
prop64_doj_date_parse(const char *text, size_t len, Prop64Bounds *bounds)
{
    int number = 0, year, month, day;

    while (len > 0 && *text == ' ')
        text++, len--;
    while (len > 0 && text[len - 1] == ' ')
        len--;
    if (prop64_day_parse(text, len, &bounds->lo))
    {
        bounds->hi = bounds->lo;
        return true;
    }
    if (len != 8)
        return false;
    for (size_t i = 0; i < len; i++)
    {
        if (text[i] < '0' || text[i] > '9')
            return false;
        number = number * 10 + (text[i] - '0');
    }
    year = number / 10000;
    month = number / 100 % 100;
    day = number % 100;
    if (month == 0 && day == 0 && prop64_civil_valid(year, 1, 1))
    {
        bounds->lo = prop64_day_from_civil(year, 1, 1);
        bounds->hi = prop64_day_from_civil(year, 12, 31);
        return true;
    }
    if (day == 0 && prop64_civil_valid(year, month, 1))
    {
        bounds->lo = prop64_day_from_civil(year, month, 1);
        bounds->hi = prop64_day_from_civil(year + month / 12, month % 12 + 1, 1) - 1;
        return true;
    }
    if (!prop64_civil_valid(year, month, day))
        return false;
    bounds->lo = bounds->hi = prop64_day_from_civil(year, month, day);
    return true;
}

void
prop64_day_print(int32_t day, char buf[11])
{
    int y, m, d;

    if (day == PROP64_DAY_OPEN_LOW)
        strcpy(buf, "-infinity");
    else if (day == PROP64_DAY_OPEN_HIGH)
        strcpy(buf, "infinity");
    else
    {
        prop64_civil_from_day(day, &y, &m, &d);
        /* the masks tell the compiler what the calendar already guarantees */
        snprintf(buf, 11, "%04u-%02u-%02u", (unsigned)y % 10000u, (unsigned)m % 100u,
                 (unsigned)d % 100u);
    }
}
