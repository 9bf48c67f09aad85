using PdfSharp.Drawing;
using Tryghedsforum.Web.Parts;

namespace Tryghedsforum.Web.Papers;

/// <summary>A row with its words broken into lines.</summary>
internal sealed record PaperRow(IReadOnlyList<IReadOnlyList<string>> Cells, XFont Font, double Height);

/// <summary>Where the words of a table come to stand; it draws nothing.</summary>
internal sealed class PaperTable
{
    private const double Gap = 14, Padding = 6;
    private readonly double[] widths;

    public PaperTable(IReadOnlyList<string> columns, IReadOnlyList<TableRow> rows, double width, XFont font, XFont bold, Func<string, XFont, double> measure)
    {
        LineHeight = font.Size * 1.3;
        widths = new double[columns.Count];
        // Columns of figures are as wide as their widest; a heading may break. What is left is for the words.
        for (var i = 1; i < columns.Count; i++)
            widths[i] = Math.Max(rows.Max(row => (double?)measure(row.Figures[i - 1], font)) ?? 0, columns[i].Split(' ').Max(word => measure(word, bold)));
        widths[0] = Math.Max(width / 4, width - widths.Skip(1).Sum(column => column + Gap));
        Head = Row(columns, bold, measure);
        Rows = [.. rows.Select(row => Row([row.Heading, .. row.Figures], font, measure))];
    }

    public double LineHeight { get; }
    public PaperRow Head { get; }
    public IReadOnlyList<PaperRow> Rows { get; }
    public double Height => Head.Height + Rows.Sum(row => row.Height);

    public double Left(int column) => widths.Take(column).Sum(width => width + Gap);

    public double Right(int column) => Left(column) + widths[column];

    /// <summary>Breaks words into lines; a word that is too long for one stands out.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, Func<string, double> measure)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && measure(longer) > width)
                {
                    lines.Add(line);
                    line = word;
                }
                else
                {
                    line = longer;
                }
            }

            lines.Add(line);
        }

        return lines;
    }

    private PaperRow Row(IReadOnlyList<string> cells, XFont font, Func<string, XFont, double> measure)
    {
        IReadOnlyList<string>[] lines = [.. cells.Select((cell, i) => Wrap(cell, widths[i] + 0.1, part => measure(part, font)))];
        return new(lines, font, (lines.Max(cell => cell.Count) * LineHeight) + Padding);
    }
}
