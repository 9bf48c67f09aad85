using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Web.Frame;

/// <summary>Whether somebody reads a page, or a machine only fetches it.</summary>
internal static class Reading
{
    /// <summary>Somebody looks at the page that is asked for: no browser that fetches ahead, and no page that follows along out of sight.</summary>
    public static bool Is(HttpContext context) => context.Request.Headers["X-Live"] != "hidden" && context.Request.Headers["Sec-Purpose"].Count == 0;

    /// <summary>Takes a case for read by a member. What may not be read is for the page itself to refuse; without room in the database it stays new.</summary>
    /// <returns>True: something of it was new.</returns>
    public static async Task<bool> TakeAsRead(this HttpContext context, MarkRead mark, Actor? reader, string number)
    {
        if (reader?.MemberId is null || !Is(context)) return false;
        try
        {
            return await mark.Run(reader, number, context.RequestAborted);
        }
        catch (Refused refused) when (refused.Code is RefusalCode.NotFound or RefusalCode.NoRoom)
        {
            return false;
        }
    }
}
