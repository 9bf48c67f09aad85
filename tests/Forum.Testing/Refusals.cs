using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Testing;

/// <summary>Asks for the refusal that a use case must give.</summary>
public static class Refusals
{
    /// <summary>The refusal; the test fails when the work was done instead.</summary>
    public static async Task<Refused> Of(Task work)
    {
        try
        {
            await work;
        }
        catch (Refused refused)
        {
            return refused;
        }

        throw new InvalidOperationException("It was not refused.");
    }

    /// <summary>The refusal's code; null when the work was done.</summary>
    public static async Task<RefusalCode?> Code(Task work)
    {
        try
        {
            await work;
            return null;
        }
        catch (Refused refused)
        {
            return refused.Code;
        }
    }

    /// <summary>The faults of a refusal as "field:code", sorted.</summary>
    public static async Task<string> Faults(Task work) =>
        string.Join(' ', (await Of(work)).Faults.Select(fault => $"{fault.Field}:{fault.Code}").Order(StringComparer.Ordinal));
}
