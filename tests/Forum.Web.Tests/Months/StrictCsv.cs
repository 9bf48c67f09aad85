namespace Tryghedsforum.Web.Tests.Months;

/// <summary>Reads a file as RFC 4180 says, with semicolons, and takes nothing else for one.</summary>
internal static class StrictCsv
{
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text)
    {
        var (lines, line, at) = (new List<IReadOnlyList<string>>(), new List<string>(), 0);
        while (at < text.Length)
        {
            line.Add(Cell(text, ref at));
            if (text[at] == ';') at++;
            else
            {
                if (text[at..(at + 2)] != "\r\n") throw new FormatException($"A line ends otherwise at {at}.");
                at += 2;
                lines.Add(line);
                line = [];
            }
        }

        return line.Count == 0 ? lines : throw new FormatException("The last line does not end.");
    }

    private static string Cell(string text, ref int at)
    {
        if (text[at++] != '"') throw new FormatException($"No quote at {at}.");
        var cell = new System.Text.StringBuilder();
        while (true)
        {
            if (text[at] != '"') cell.Append(text[at++]);
            else if (text[at + 1] == '"') (at, _) = (at + 2, cell.Append('"'));
            else
            {
                at++;
                // What a spreadsheet would take for a formula may not begin a cell.
                return cell.Length == 0 || !"=+-@\t\r".Contains(cell[0], StringComparison.Ordinal) ? cell.ToString() : throw new FormatException($"A formula: {cell}");
            }
        }
    }
}
