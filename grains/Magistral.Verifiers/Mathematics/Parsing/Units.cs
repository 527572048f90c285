using System.Collections.Frozen;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Units of measure and currencies, by every usual name.</summary>
internal static class Units
{
    private static readonly FrozenDictionary<string, string> Canonical = Build();

    /// <summary>Whether a word of two letters or more is a unit by itself.</summary>
    public static bool IsKnown(ReadOnlySpan<char> word) =>
        word.Length >= 2 && Canonical.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(word);

    /// <summary>Whether a single letter is a unit in a compound such as m/s.</summary>
    public static bool IsKnownLetter(char letter) => letter is 'm' or 'g' or 's' or 'h' or 'L' or 'l';

    /// <summary>One spelling for a unit phrase, or null when a part of it is unknown.</summary>
    /// <param name="phrase">Such as `square feet`, `ft^2`, `m/s`.</param>
    public static string? Normalise(string phrase)
    {
        if (phrase.Length <= 5 && phrase.Replace(".", "", StringComparison.Ordinal).ToLowerInvariant() is "am" or "pm") return phrase[0] is 'a' or 'A' ? "am" : "pm";
        var parts = phrase.Replace("^", "", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
            .Replace(" per ", "/", StringComparison.OrdinalIgnoreCase).Split('/', StringSplitOptions.TrimEntries);
        var normal = new List<string>();
        foreach (var part in parts)
        {
            if (NormalisePart(part) is not { } unit) return null;
            normal.Add(unit);
        }

        return string.Join('/', normal);
    }

    /// <summary>What a unit measures, and how many of the smallest unit of its system it holds; null for units without smaller ones beside them.</summary>
    /// <param name="unit">As <see cref="Normalise"/> spells it.</param>
    public static (string Dimension, int Factor)? ScaleOf(string unit) => unit switch
    {
        "week" => ("time", 604_800),
        "day" => ("time", 86_400),
        "h" => ("time", 3_600),
        "min" => ("time", 60),
        "s" => ("time", 1),
        "mi" => ("imperial", 63_360),
        "yd" => ("imperial", 36),
        "ft" => ("imperial", 12),
        "in" => ("imperial", 1),
        "km" => ("metric", 1_000_000),
        "m" => ("metric", 1_000),
        "cm" => ("metric", 10),
        "mm" => ("metric", 1),
        "kg" => ("mass", 1_000_000),
        "g" => ("mass", 1_000),
        "mg" => ("mass", 1),
        "lb" => ("weight", 16),
        "oz" => ("weight", 1),
        "l" => ("volume", 1_000),
        "ml" => ("volume", 1),
        "dollar" => ("money", 100),
        "cent" => ("money", 1),
        _ => null,
    };

    private static string? NormalisePart(string part)
    {
        var power = "";
        var names = new List<string>();
        foreach (var word in part.Split([' ', '.', '\u00A0', '~'], StringSplitOptions.RemoveEmptyEntries))
        {
            var name = word.TrimEnd('2', '3', '²', '³');
            if (name.Length < word.Length) power = word[name.Length] is '2' or '²' ? "2" : "3";
            switch (name.ToLowerInvariant())
            {
                case "square" or "sq" or "squared": power = "2"; break;
                case "cubic" or "cu" or "cubed": power = "3"; break;
                case "": break;
                default:
                    if (!Canonical.TryGetValue(name, out var unit)) return null;
                    names.Add(unit);
                    break;
            }
        }

        return names.Count == 1 ? names[0] + power : null;
    }

    private static FrozenDictionary<string, string> Build()
    {
        const string table = """
            m:meter,meters,metre,metres  cm:centimeter,centimeters,centimetre,centimetres  mm:millimeter,millimeters,millimetre,millimetres
            km:kilometer,kilometers,kilometre,kilometres  in:inch,inches  ft:foot,feet  yd:yard,yards  mi:mile,miles
            g:gram,grams  kg:kilogram,kilograms,kgs  mg:milligram,milligrams  lb:lbs,pound,pounds  oz:ounce,ounces  t:ton,tons,tonne,tonnes
            s:sec,secs,second,seconds  min:mins,minute,minutes  h:hr,hrs,hour,hours  day:days  week:weeks  month:months  year:years,yr,yrs  ms:millisecond,milliseconds
            l:liter,liters,litre,litres  ml:mL,milliliter,milliliters,millilitre,millilitres  gal:gallon,gallons  cup:cups
            mph:  kmh:  rpm:  hz:Hz,hertz  pa:Pa,pascal,pascals  mol:moles,mole  ohm:ohms  volt:volts  watt:watts  joule:joules  newton:newtons
            dollar:dollars,USD,usd,bucks  cent:cents  euro:euros,EUR  yuan:RMB,CNY  yen:JPY  rupee:rupees,INR  peso:pesos
            unit:units  rad:radian,radians  bit:bits  byte:bytes  dozen:dozens  people:persons,person  student:students  way:ways  piece:pieces  time:times
            """;
        var canonical = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in table.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            var unit = entry[..colon];
            canonical[unit] = unit;
            foreach (var name in entry[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries)) canonical[name] = unit;
        }

        return canonical.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
